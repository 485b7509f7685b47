#include "hashing.h"
#include "peers.h"

#include <stdlib.h>

static int hash_all(MDB_cursor *cursor, uint8_t *buffer, size_t room, uint64_t *sum, uint64_t *count) {
  uint8_t hash[32];
  MDB_val key, value;
  int code = 0;
  while (!(code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT))) {
    if (value.mv_size > room) return MDB_BAD_VALSIZE;
    memcpy(buffer + 1, value.mv_data, value.mv_size);
    peer_hash_leaf(buffer, value.mv_size, hash);
    *sum += peer_read_number(hash);
    ++*count;
  }
  return code == MDB_NOTFOUND ? 0 : code;
}

int peer_hash(const char *directory, int nodes, uint64_t *sum, peer_run *run) {
  MDB_env *environment = NULL;
  MDB_txn *transaction = NULL;
  MDB_cursor *cursor = NULL;
  MDB_dbi table = 0;
  const size_t room = 1 << 16;
  uint8_t hash[32] = {0};
  int code = 0;
  uint8_t *buffer = calloc(1, room + 1);
  if (!buffer) return MDB_PANIC;
  run->count = run->commits = *sum = 0;
  TRY(peer_open(directory, MDB_RDONLY, &environment));
  TRY(mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction));
  TRY(mdb_dbi_open(transaction, "records", 0, &table));
  TRY(mdb_cursor_open(transaction, table, &cursor));
  peer_start(run);
  TRY(hash_all(cursor, buffer, room, sum, &run->count));
  for (uint64_t node = 1; nodes && node < run->count; node++) peer_hash_node(hash, hash, hash);
  peer_stop(run);
  *sum += peer_read_number(hash);
out:
  if (cursor) mdb_cursor_close(cursor);
  if (transaction) mdb_txn_abort(transaction);
  if (environment) mdb_env_close(environment);
  free(buffer);
  return code;
}
