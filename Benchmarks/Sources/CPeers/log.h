#ifndef ALBO_BENCH_LOG_H
#define ALBO_BENCH_LOG_H

#include "hashing.h"
#include "peers.h"
#include "tree.h"

/// The tables of a log that events change, in the order in which they are written.
enum { RECORDS, TILES, NAMES, STREAMS, COMMANDS, CONSTRAINTS, TYPES, CHECKPOINTS, TABLES };

typedef struct {
  uint64_t stream;
  uint64_t version;
  uint64_t position;
  int is_first;
} peer_stream_row;

typedef struct {
  uint8_t id[16];
  uint64_t first;
  uint32_t count;
  uint8_t fingerprint[32];
} peer_command_row;

typedef struct {
  /// stream ‖ 3 ‖ 16 bytes of the voter's tag.
  uint8_t key[25];
  uint64_t position;
} peer_voter_row;

struct peer_log {
  MDB_env *environment;
  MDB_dbi tables[TABLES];
  peer_shape shape;
  peer_tree tree;
  /// A zero byte, and a record behind it.
  uint8_t *record;
  uint64_t next;
  uint64_t stream;
  uint64_t version;
  /// The size before, which a checkpoint's row holds.
  uint64_t signed_size;
  uint64_t ids;
  uint64_t seed;
  /// The rows of a commit.
  peer_stream_row *streams;
  peer_command_row *commands;
  peer_voter_row *voters;
  size_t stream_count, command_count, voter_count, room;
  SHA256_CTX command;
};

/// A random number.
uint64_t peer_log_draw(peer_log *log);

/// Writes the rows of the events that a commit has noted, each table in the order of its keys.
int peer_log_put_rows(peer_log *log, MDB_txn *transaction);

/// Writes what every commit writes once: incomplete tiles, types, and the checkpoint of its size.
int peer_log_put_end(peer_log *log, MDB_txn *transaction, uint64_t count);

int peer_log_put(
  peer_log *log, MDB_txn *transaction, int table, const void *key, size_t key_size, const void *value,
  size_t value_size);

/// Puts the tile of a `peer_tile_target`.
int peer_log_put_tile(void *target, int level, const peer_tile *tile, size_t size);

typedef struct {
  peer_log *log;
  MDB_txn *transaction;
} peer_tile_target;

#endif
