#include "peers.h"

#include <malloc.h>
#include <openssl/crypto.h>
#include <sys/resource.h>
#include <time.h>

static double wall(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

void peer_start(peer_run *run) {
  run->seconds = wall();
  run->cpu_seconds = cpu();
}

void peer_stop(peer_run *run) {
  run->seconds = wall() - run->seconds;
  run->cpu_seconds = cpu() - run->cpu_seconds;
}

int peer_open(const char *directory, unsigned flags, MDB_env **environment) {
  int code = 0;
  *environment = NULL;
  TRY(mdb_env_create(environment));
  TRY(mdb_env_set_maxdbs(*environment, 16));
  if (!(flags & MDB_RDONLY)) TRY(mdb_env_set_mapsize(*environment, (size_t)1 << 40));
  TRY(mdb_env_open(*environment, directory, flags | MDB_NOTLS, 0600));
out:
  if (code && *environment) {
    mdb_env_close(*environment);
    *environment = NULL;
  }
  return code;
}

void peer_write_number(uint8_t *bytes, uint64_t number) {
  for (int place = 7; place >= 0; place--, number >>= 8) bytes[place] = (uint8_t)number;
}

uint64_t peer_read_number(const uint8_t *bytes) {
  uint64_t number = 0;
  for (int place = 0; place < 8; place++) number = number << 8 | bytes[place];
  return number;
}

const char *peer_message(int code) { return mdb_strerror(code); }

const char *peer_lmdb_version(void) { return mdb_version(NULL, NULL, NULL); }

const char *peer_crypto_version(void) { return OpenSSL_version(OPENSSL_VERSION); }

void peer_trim_memory(void) { malloc_trim(0); }
