#ifndef ALBO_BENCH_CPEERS_H
#define ALBO_BENCH_CPEERS_H

#include <stddef.h>
#include <stdint.h>

// Plain C programs on liblmdb that do the writing and reading of a ledger and nothing else: no hashing, no
// signing, no deciding. Every function returns 0, or a code for `peer_message`.

/// What the timed part of a run cost; opening and closing the files is not in it.
typedef struct {
  uint64_t count;
  uint64_t commits;
  double seconds;
  double cpu_seconds;
} peer_run;

/// Puts `count` values of `size` bytes under big-endian keys by MDB_APPEND into one table of a new environment
/// in `directory`, `batch` in each transaction, each commit durable.
int peer_append(const char *directory, uint64_t count, uint64_t batch, size_t size, peer_run *run);

/// The rows of a ledger's log, in memory.
typedef struct peer_log peer_log;

/// Copies the rows of the log in `directory` (`log/` of a closed ledger) to memory.
int peer_log_load(const char *directory, peer_log **log);

/// Puts the rows again into the same tables of a new environment in `directory`: those of the first `from`
/// events at once and untimed, the others in the transactions that the log's checkpoints tell of, each commit
/// durable, each table in the order of its keys.
int peer_log_write(const peer_log *log, const char *directory, uint64_t from, peer_run *run);

void peer_log_free(peer_log *log);

/// Passes with a cursor over all records of the log in `directory` and adds up all their bytes.
int peer_scan(const char *directory, uint64_t *bytes, uint64_t *sum, peer_run *run);

/// What a code means.
const char *peer_message(int code);

/// The version of the liblmdb in use.
const char *peer_lmdb_version(void);

#endif
