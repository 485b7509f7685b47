#include "log.h"

#include <stdlib.h>

static const char *const table_names[TABLES] = {
  "records", "tiles", "names", "streams", "commands", "constraints", "types", "checkpoints"};

static int make_tables(peer_log *log) {
  MDB_txn *transaction = NULL;
  int code = 0;
  TRY(mdb_txn_begin(log->environment, NULL, 0, &transaction));
  for (int table = 0; table < TABLES; table++)
    TRY(mdb_dbi_open(transaction, table_names[table], MDB_CREATE, &log->tables[table]));
  code = mdb_txn_commit(transaction);
  transaction = NULL;
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

static int reserve(peer_log *log, size_t count) {
  if (count <= log->room) return 0;
  void *streams = realloc(log->streams, count * sizeof *log->streams);
  if (streams) log->streams = streams;
  void *commands = realloc(log->commands, count * sizeof *log->commands);
  if (commands) log->commands = commands;
  void *voters = realloc(log->voters, count * sizeof *log->voters);
  if (voters) log->voters = voters;
  if (!streams || !commands || !voters) return MDB_PANIC;
  log->room = count;
  return 0;
}

int peer_log_open(const char *directory, const peer_shape *shape, peer_log **log) {
  static const uint64_t opened = 1;
  peer_run run;
  int code = 0;
  *log = calloc(1, sizeof **log);
  if (!*log) return MDB_PANIC;
  (*log)->shape = *shape;
  (*log)->seed = 88172645463325252u;
  (*log)->record = calloc(1, shape->record_size + 129);
  if (!(*log)->record) {
    code = MDB_PANIC;
    goto out;
  }
  for (size_t place = 1; place <= shape->record_size; place++) (*log)->record[place] = (uint8_t)(place * 131 + 7);
  TRY(peer_open(directory, shape->is_index_only ? MDB_NOSYNC : 0, &(*log)->environment));
  TRY(make_tables(*log));
  TRY(peer_log_write(*log, &opened, 1, &run));
out:
  if (code) {
    peer_log_close(*log);
    *log = NULL;
  }
  return code;
}

void peer_log_close(peer_log *log) {
  if (!log) return;
  if (log->environment) mdb_env_close(log->environment);
  free(log->record);
  free(log->streams);
  free(log->commands);
  free(log->voters);
  free(log);
}

uint64_t peer_log_draw(peer_log *log) {
  uint64_t word = log->seed += 0x9E3779B97F4A7C15u;
  word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9u;
  word = (word ^ word >> 27) * 0x94D049BB133111EBu;
  return word ^ word >> 31;
}

/// An id of version 7: a hundred of them in a millisecond, in no order among each other.
static void begin_command(peer_log *log, uint64_t position) {
  peer_command_row *row = &log->commands[log->command_count++];
  peer_write_number(row->id, (1700000000000u + log->ids++ / 100) << 16 | 0x7000 | (peer_log_draw(log) & 0x0FFF));
  peer_write_number(row->id + 8, (uint64_t)1 << 63 | peer_log_draw(log) >> 2);
  row->first = position;
  row->count = 0;
  SHA256_Init(&log->command);
}

/// What a fingerprint has beside the act: version, type, actor, and their lengths.
enum { FINGERPRINT_REST = 88 };

static void add_to_command(peer_log *log, int is_last) {
  peer_command_row *row = &log->commands[log->command_count - 1];
  row->count++;
  size_t size = log->shape.act_size + FINGERPRINT_REST;
  size_t most = log->shape.record_size + 128;
  if (log->shape.is_index_only) return;
  SHA256_Update(&log->command, log->record + 1, size < most ? size : most);
  if (is_last) SHA256_Final(row->fingerprint, &log->command);
}

/// Looks a voter up who has not voted, and notes the row.
static int vote(peer_log *log, MDB_txn *transaction, uint64_t position) {
  peer_voter_row *row = &log->voters[log->voter_count++];
  peer_write_number(row->key, log->stream);
  row->key[8] = 3;
  peer_write_number(row->key + 9, peer_log_draw(log));
  peer_write_number(row->key + 17, peer_log_draw(log));
  row->position = position;
  memcpy(log->record + 1 + 8, row->key + 9, 16);
  MDB_val key = {sizeof row->key, row->key}, value;
  int code = mdb_get(transaction, log->tables[CONSTRAINTS], &key, &value);
  return code == MDB_NOTFOUND ? 0 : code ? code : MDB_KEYEXIST;
}

/// The place of an event in its election: 0 is the calling.
static uint64_t place_in_election(const peer_log *log, uint64_t position) {
  return (position - 1) % (log->shape.ballots + 2 + log->shape.ending);
}

static int is_ballot(const peer_log *log, uint64_t position) {
  if (log->shape.ballots == 0 || position == 0) return 0;
  uint64_t place = place_in_election(log, position);
  return place >= 2 && place < 2 + log->shape.ballots;
}

static void note_stream(peer_log *log, uint64_t position) {
  int begins = position <= 1 || (log->shape.ballots > 0 && place_in_election(log, position) == 0);
  if (begins) {
    log->stream = position;
    log->version = 0;
  }
  peer_stream_row row = {log->stream, ++log->version, position, begins};
  log->streams[log->stream_count++] = row;
}

static int add_record(peer_log *log, MDB_txn *transaction, uint64_t position) {
  uint8_t key[8], leaf[32];
  peer_tile_target target = {log, transaction};
  if (log->shape.is_index_only) return 0;
  peer_write_number(key, position);
  memcpy(log->record + 1, key, 8);
  peer_hash_leaf(log->record, log->shape.record_size, leaf);
  int code = peer_log_put(log, transaction, RECORDS, key, sizeof key, log->record + 1, log->shape.record_size);
  return code ? code : peer_tree_append(&log->tree, leaf, peer_log_put_tile, &target);
}

static int write_commit(peer_log *log, uint64_t size) {
  MDB_txn *transaction = NULL;
  int code = 0;
  uint64_t first = log->next;
  TRY(reserve(log, size - first));
  log->stream_count = log->command_count = log->voter_count = 0;
  TRY(mdb_txn_begin(log->environment, NULL, 0, &transaction));
  for (uint64_t position = first; position < size; position++) {
    uint64_t acts = log->shape.ballots > 0 ? 1 : log->shape.command;
    note_stream(log, position);
    if ((position - first) % acts == 0) begin_command(log, position);
    if (is_ballot(log, position)) TRY(vote(log, transaction, position));
    TRY(add_record(log, transaction, position));
    add_to_command(log, (position - first) % acts == acts - 1 || position == size - 1);
  }
  TRY(peer_log_put_rows(log, transaction));
  TRY(peer_log_put_end(log, transaction, size - first));
  code = mdb_txn_commit(transaction);
  transaction = NULL;
  log->next = log->signed_size = size;
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

int peer_log_write(peer_log *log, const uint64_t *sizes, size_t count, peer_run *run) {
  int code = 0;
  run->count = log->next;
  run->commits = count;
  peer_start(run);
  for (size_t index = 0; index < count; index++) {
    if (sizes[index] <= log->next) return MDB_BAD_VALSIZE;
    TRY(write_commit(log, sizes[index]));
  }
  peer_stop(run);
  run->count = log->next - run->count;
out:
  return code;
}
