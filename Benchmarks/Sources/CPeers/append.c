#include "peers.h"

#include <stdlib.h>

static int put_batch(MDB_env *environment, MDB_dbi table, uint64_t first, uint64_t count, MDB_val value) {
  uint8_t bytes[8];
  MDB_txn *transaction = NULL;
  int code = 0;
  TRY(mdb_txn_begin(environment, NULL, 0, &transaction));
  for (uint64_t position = first; position < first + count; position++) {
    MDB_val key = {sizeof bytes, bytes};
    peer_write_number(bytes, position);
    TRY(mdb_put(transaction, table, &key, &value, MDB_APPEND));
  }
  code = mdb_txn_commit(transaction);
  transaction = NULL;
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

static int make_table(MDB_env *environment, MDB_dbi *table) {
  MDB_txn *transaction = NULL;
  int code = 0;
  TRY(mdb_txn_begin(environment, NULL, 0, &transaction));
  TRY(mdb_dbi_open(transaction, "records", MDB_CREATE, table));
  code = mdb_txn_commit(transaction);
  transaction = NULL;
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

int peer_append(const char *directory, uint64_t count, uint64_t batch, size_t size, peer_run *run) {
  MDB_env *environment = NULL;
  MDB_dbi table = 0;
  int code = 0;
  uint8_t *bytes = calloc(1, size);
  if (!bytes) return MDB_PANIC;
  for (size_t place = 0; place < size; place++) bytes[place] = (uint8_t)(place * 131 + 7);
  TRY(peer_open(directory, 0, &environment));
  TRY(make_table(environment, &table));
  run->count = count;
  run->commits = 0;
  peer_start(run);
  for (uint64_t first = 0; first < count; first += batch) {
    MDB_val value = {size, bytes};
    TRY(put_batch(environment, table, first, count - first < batch ? count - first : batch, value));
    run->commits++;
  }
  peer_stop(run);
out:
  if (environment) mdb_env_close(environment);
  free(bytes);
  return code;
}
