#include "peers.h"

/// Reads the last row of a table.
static int last(MDB_txn *transaction, const char *name) {
  MDB_cursor *cursor = NULL;
  MDB_dbi table = 0;
  MDB_val key, value;
  int code = 0;
  TRY(mdb_dbi_open(transaction, name, 0, &table));
  TRY(mdb_cursor_open(transaction, table, &cursor));
  TRY(mdb_cursor_get(cursor, &key, &value, MDB_LAST));
out:
  if (cursor) mdb_cursor_close(cursor);
  return code;
}

int peer_opening(const char *directory, peer_run *run) {
  MDB_env *environment = NULL;
  MDB_txn *transaction = NULL;
  int code = 0;
  run->count = 1;
  run->commits = 0;
  peer_start(run);
  TRY(peer_open(directory, 0, &environment));
  TRY(mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction));
  TRY(last(transaction, "records"));
  TRY(last(transaction, "commands"));
  TRY(last(transaction, "checkpoints"));
  peer_stop(run);
out:
  if (transaction) mdb_txn_abort(transaction);
  if (environment) mdb_env_close(environment);
  return code;
}
