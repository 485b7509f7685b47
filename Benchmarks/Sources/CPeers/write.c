#include "log.h"

static int put(MDB_txn *transaction, MDB_dbi handle, int table, const peer_row *row) {
  MDB_val key = {row->key_size, row->key}, value = {row->value_size, row->value};
  unsigned flags = table == RECORDS || table == CHECKPOINTS ? MDB_APPEND : 0;
  return mdb_put(transaction, handle, &key, &value, flags);
}

/// Writes the rows of one table up to a batch, and again those that every batch rewrites.
static int write_table(
  MDB_txn *transaction, MDB_dbi handle, int table, const peer_table *rows, size_t *next, size_t batch
) {
  int code = 0;
  for (; *next < rows->count && rows->rows[*next].batch <= batch; ++*next)
    TRY(put(transaction, handle, table, &rows->rows[*next]));
  // They were sorted behind all others.
  for (size_t index = rows->count; index > 0 && rows->rows[index - 1].position == every_batch; index--)
    TRY(put(transaction, handle, table, &rows->rows[index - 1]));
out:
  return code;
}

static int write_batch(
  MDB_env *environment, const MDB_dbi *handles, const peer_log *log, size_t *next, size_t batch
) {
  MDB_txn *transaction = NULL;
  int code = 0;
  TRY(mdb_txn_begin(environment, NULL, 0, &transaction));
  for (int table = 0; table < TABLES; table++)
    TRY(write_table(transaction, handles[table], table, &log->tables[table], &next[table], batch));
  code = mdb_txn_commit(transaction);
  transaction = NULL;
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

static int make_tables(MDB_env *environment, MDB_dbi *handles) {
  MDB_txn *transaction = NULL;
  int code = 0;
  TRY(mdb_txn_begin(environment, NULL, 0, &transaction));
  for (int table = 0; table < TABLES; table++)
    TRY(mdb_dbi_open(transaction, peer_table_names[table], MDB_CREATE, &handles[table]));
  code = mdb_txn_commit(transaction);
  transaction = NULL;
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

int peer_log_write(const peer_log *log, const char *directory, uint64_t from, peer_run *run) {
  MDB_env *environment = NULL;
  MDB_dbi handles[TABLES];
  size_t next[TABLES] = {0};
  size_t batch = 0;
  int code = 0;
  TRY(peer_open(directory, 0, &environment));
  TRY(make_tables(environment, handles));
  while (batch < log->size_count && log->sizes[batch] < from) batch++;
  TRY(write_batch(environment, handles, log, next, batch));
  run->count = log->tables[RECORDS].count - next[RECORDS];
  run->commits = 0;
  peer_start(run);
  for (batch++; batch < log->size_count; batch++) {
    TRY(write_batch(environment, handles, log, next, batch));
    run->commits++;
  }
  peer_stop(run);
out:
  if (environment) mdb_env_close(environment);
  return code;
}
