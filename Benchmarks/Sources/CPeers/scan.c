#include "peers.h"

int peer_scan(const char *directory, uint64_t *bytes, uint64_t *sum, peer_run *run) {
  MDB_env *environment = NULL;
  MDB_txn *transaction = NULL;
  MDB_cursor *cursor = NULL;
  MDB_dbi table = 0;
  MDB_val key, value;
  int code = 0;
  run->count = run->commits = *bytes = *sum = 0;
  TRY(peer_open(directory, MDB_RDONLY, &environment));
  TRY(mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction));
  TRY(mdb_dbi_open(transaction, "records", 0, &table));
  peer_start(run);
  TRY(mdb_cursor_open(transaction, table, &cursor));
  while (!(code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT))) {
    const uint8_t *record = value.mv_data;
    for (size_t place = 0; place < value.mv_size; place++) *sum += record[place];
    *bytes += value.mv_size;
    run->count++;
  }
  peer_stop(run);
  if (code == MDB_NOTFOUND) code = 0;
out:
  if (cursor) mdb_cursor_close(cursor);
  if (transaction) mdb_txn_abort(transaction);
  if (environment) mdb_env_close(environment);
  return code;
}
