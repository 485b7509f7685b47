#ifndef ALBO_BENCH_CPEERS_H
#define ALBO_BENCH_CPEERS_H

#include <stddef.h>
#include <stdint.h>

// Plain C programs on liblmdb and libcrypto that do the writing, reading and hashing of a ledger and nothing else:
// no signing, no deciding, no encoding. Every function returns 0, or a code for `peer_message`.

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

/// What the rows of a log look like.
typedef struct {
  /// Bytes of a record, and of the act in it.
  size_t record_size;
  size_t act_size;
  /// Events of a command; an election's calling, opening and ballots are a command each.
  uint64_t command;
  /// Ballots of an election, behind its calling and its opening; 0 if the events are all of one stream.
  uint64_t ballots;
  /// Events that end an election: its closing and its certification.
  uint64_t ending;
  /// Writes names, streams, commands, constraints and types alone, hashes nothing and waits for no disk: what a
  /// check of the indexes derives.
  int is_index_only;
} peer_shape;

/// A log that grows by the rows of such events.
typedef struct peer_log peer_log;

/// Makes an environment in `directory` with the tables of a log and its first record.
int peer_log_open(const char *directory, const peer_shape *shape, peer_log **log);

/// Writes the events up to each of `count` sizes, one durable commit for each: records, tiles with their inner
/// nodes, names, streams, commands, constraints, types and checkpoints, each table in the order of its keys. Hashes
/// each leaf, each node and each command, and looks each voter up.
int peer_log_write(peer_log *log, const uint64_t *sizes, size_t count, peer_run *run);

/// Makes `count` proofs of inclusion of random positions in the present size, from tiles with inner nodes and an
/// edge in memory; with `receipts` each in the smallest signed size above it, with that checkpoint's row and root.
int peer_log_prove(peer_log *log, uint64_t count, int receipts, uint64_t *sum, peer_run *run);

void peer_log_close(peer_log *log);

/// Opens the log in `directory` to write, and reads the last record, command and checkpoint; that all is timed.
int peer_opening(const char *directory, peer_run *run);

/// Passes with a cursor over all records of the log in `directory` and adds up all their bytes.
int peer_scan(const char *directory, uint64_t *bytes, uint64_t *sum, peer_run *run);

/// Passes with a cursor over all records of the log in `directory` and hashes each as a leaf; with `nodes` also 65
/// bytes for each node of their tree.
int peer_hash(const char *directory, int nodes, uint64_t *sum, peer_run *run);

/// Gives memory that is free back to the system.
void peer_trim_memory(void);

/// What a code means.
const char *peer_message(int code);

/// The versions of the liblmdb and the libcrypto in use.
const char *peer_lmdb_version(void);
const char *peer_crypto_version(void);

#endif
