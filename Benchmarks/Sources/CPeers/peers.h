#ifndef ALBO_BENCH_PEERS_H
#define ALBO_BENCH_PEERS_H

#include "CPeers.h"

#include <lmdb.h>

/// Leaves the function with the code of a call that failed, by way of its label `out`.
#define TRY(call)                 \
  do {                            \
    if ((code = (call))) goto out; \
  } while (0)

/// Starts a run's clocks; the second call leaves what has passed.
void peer_start(peer_run *run);
void peer_stop(peer_run *run);

/// Opens an environment as the ledger does: fsync at each commit, no flag that weakens it.
int peer_open(const char *directory, unsigned flags, MDB_env **environment);

void peer_write_number(uint8_t *bytes, uint64_t number);
uint64_t peer_read_number(const uint8_t *bytes);

#endif
