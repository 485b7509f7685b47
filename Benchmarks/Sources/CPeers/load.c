#include "log.h"

#include <stdlib.h>
#include <string.h>

const char *const peer_table_names[TABLES] = {
  "records", "tiles", "names", "streams", "commands", "constraints", "types", "checkpoints"};

/// The last position under a complete tile: with that event the tile is written.
static uint64_t tile_position(const uint8_t *key) {
  uint64_t width = 256;
  for (uint64_t level = peer_read_number(key); level > 0; level--) width *= 256;
  return (peer_read_number(key + 8) + 1) * width - 1;
}

/// The event with which a row is written. A row of 12 bytes among the constraints is a voter's, and begins
/// with the position of the ballot; any other is rewritten with every batch, or was written at the start.
static uint64_t row_position(int table, const peer_row *row) {
  switch (table) {
    case RECORDS: return peer_read_number(row->key);
    case TILES: return tile_position(row->key);
    case NAMES:
    case STREAMS:
    case COMMANDS: return peer_read_number(row->value);
    case CHECKPOINTS: return peer_read_number(row->key) - 1;
    case CONSTRAINTS:
      if (row->value_size == 12) return peer_read_number(row->value);
      return row->key_size == 9 && row->key[8] == 2 ? every_batch : 0;
    default: {
      uint64_t first = peer_read_number(row->value), count = peer_read_number(row->value + 8);
      return count > 1 ? every_batch : first;
    }
  }
}

static uint8_t *copy(MDB_val bytes) {
  uint8_t *own = malloc(bytes.mv_size ? bytes.mv_size : 1);
  if (own) memcpy(own, bytes.mv_data, bytes.mv_size);
  return own;
}

static int load_table(MDB_txn *transaction, int table, peer_table *rows) {
  MDB_cursor *cursor = NULL;
  MDB_dbi handle = 0;
  MDB_stat status;
  MDB_val key, value;
  int code = 0;
  TRY(mdb_dbi_open(transaction, peer_table_names[table], 0, &handle));
  TRY(mdb_stat(transaction, handle, &status));
  rows->rows = calloc(status.ms_entries + 1, sizeof(peer_row));
  if (!rows->rows) return MDB_PANIC;
  TRY(mdb_cursor_open(transaction, handle, &cursor));
  while (!(code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT))) {
    peer_row row = {0, 0, copy(key), copy(value), key.mv_size, value.mv_size};
    row.position = row_position(table, &row);
    rows->rows[rows->count++] = row;
  }
  if (code == MDB_NOTFOUND) code = 0;
out:
  if (cursor) mdb_cursor_close(cursor);
  return code;
}

static int by_batch_and_key(const void *left, const void *right) {
  const peer_row *one = left, *two = right;
  if (one->batch != two->batch) return one->batch < two->batch ? -1 : 1;
  size_t size = one->key_size < two->key_size ? one->key_size : two->key_size;
  int order = memcmp(one->key, two->key, size);
  return order ? order : (one->key_size > two->key_size) - (one->key_size < two->key_size);
}

/// The transaction that wrote an event: the first signed size above its position.
static size_t batch_of(const peer_log *log, uint64_t position) {
  size_t low = 0, high = log->size_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (log->sizes[middle] > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

static int arrange(peer_log *log) {
  const peer_table *checkpoints = &log->tables[CHECKPOINTS];
  log->sizes = calloc(checkpoints->count + 1, sizeof(uint64_t));
  if (!log->sizes) return MDB_PANIC;
  for (size_t index = 0; index < checkpoints->count; index++)
    log->sizes[log->size_count++] = peer_read_number(checkpoints->rows[index].key);
  for (int table = 0; table < TABLES; table++) {
    peer_table *rows = &log->tables[table];
    for (size_t index = 0; index < rows->count; index++)
      rows->rows[index].batch = batch_of(log, rows->rows[index].position);
    qsort(rows->rows, rows->count, sizeof(peer_row), by_batch_and_key);
  }
  return 0;
}

int peer_log_load(const char *directory, peer_log **log) {
  MDB_env *environment = NULL;
  MDB_txn *transaction = NULL;
  int code = 0;
  *log = calloc(1, sizeof **log);
  if (!*log) return MDB_PANIC;
  TRY(peer_open(directory, MDB_RDONLY, &environment));
  TRY(mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction));
  for (int table = 0; table < TABLES; table++) TRY(load_table(transaction, table, &(*log)->tables[table]));
  TRY(arrange(*log));
out:
  if (transaction) mdb_txn_abort(transaction);
  if (environment) mdb_env_close(environment);
  return code;
}

void peer_log_free(peer_log *log) {
  if (!log) return;
  for (int table = 0; table < TABLES; table++) {
    for (size_t index = 0; index < log->tables[table].count; index++) {
      free(log->tables[table].rows[index].key);
      free(log->tables[table].rows[index].value);
    }
    free(log->tables[table].rows);
  }
  free(log->sizes);
  free(log);
}
