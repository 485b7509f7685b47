#ifndef ALBO_BENCH_HASHING_H
#define ALBO_BENCH_HASHING_H

// The functions of version 1: those of version 3 look the algorithm up anew for every hash.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <stdint.h>
#include <string.h>

/// SHA-256(0x00 ‖ record); the record lies behind a byte that is 0.
static inline void peer_hash_leaf(const uint8_t *prefixed, size_t size, uint8_t *hash) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, prefixed, size + 1);
  SHA256_Final(hash, &context);
}

/// SHA-256(0x01 ‖ left ‖ right); the hash may be one of both.
static inline void peer_hash_node(const uint8_t *left, const uint8_t *right, uint8_t *hash) {
  uint8_t node[65] = {1};
  SHA256_CTX context;
  memcpy(node + 1, left, 32);
  memcpy(node + 33, right, 32);
  SHA256_Init(&context);
  SHA256_Update(&context, node, sizeof node);
  SHA256_Final(hash, &context);
}

#endif
