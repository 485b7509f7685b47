#include "log.h"

#include <stdio.h>
#include <stdlib.h>

int peer_log_put(
  peer_log *log, MDB_txn *transaction, int table, const void *key, size_t key_size, const void *value,
  size_t value_size
) {
  MDB_val name = {key_size, (void *)key}, content = {value_size, (void *)value};
  unsigned flags = table == RECORDS || table == CHECKPOINTS ? MDB_APPEND : 0;
  return mdb_put(transaction, log->tables[table], &name, &content, flags);
}

int peer_log_put_tile(void *context, int level, const peer_tile *tile, size_t size) {
  peer_tile_target *target = context;
  uint8_t key[16];
  peer_write_number(key, (uint64_t)level);
  peer_write_number(key + 8, tile->index);
  return peer_log_put(target->log, target->transaction, TILES, key, sizeof key, tile->bytes, size);
}

static int by_id(const void *left, const void *right) {
  return memcmp(((const peer_command_row *)left)->id, ((const peer_command_row *)right)->id, 16);
}

static int by_key(const void *left, const void *right) {
  return memcmp(((const peer_voter_row *)left)->key, ((const peer_voter_row *)right)->key, 25);
}

static int put_names(peer_log *log, MDB_txn *transaction) {
  uint8_t number[8];
  char name[40];
  for (size_t index = 0; index < log->stream_count; index++) {
    const peer_stream_row *row = &log->streams[index];
    if (!row->is_first) continue;
    int size = snprintf(name, sizeof name, "election/bench-%08llu", (unsigned long long)row->stream);
    peer_write_number(number, row->stream);
    int code = peer_log_put(log, transaction, NAMES, name, (size_t)size, number, sizeof number);
    if (code) return code;
  }
  return 0;
}

static int put_streams(peer_log *log, MDB_txn *transaction) {
  uint8_t key[16], value[8];
  for (size_t index = 0; index < log->stream_count; index++) {
    const peer_stream_row *row = &log->streams[index];
    peer_write_number(key, row->stream);
    peer_write_number(key + 8, row->version);
    peer_write_number(value, row->position);
    int code = peer_log_put(log, transaction, STREAMS, key, sizeof key, value, sizeof value);
    if (code) return code;
  }
  return 0;
}

static int put_commands(peer_log *log, MDB_txn *transaction) {
  uint8_t value[28];
  qsort(log->commands, log->command_count, sizeof *log->commands, by_id);
  for (size_t index = 0; index < log->command_count; index++) {
    const peer_command_row *row = &log->commands[index];
    peer_write_number(value, row->first);
    for (int place = 0; place < 4; place++) value[8 + place] = (uint8_t)(row->count >> (24 - 8 * place));
    memcpy(value + 12, row->fingerprint, 16);
    int code = peer_log_put(log, transaction, COMMANDS, row->id, sizeof row->id, value, sizeof value);
    if (code) return code;
  }
  return 0;
}

/// A voter's row as a message: the position of the ballot as a varint, and the channel.
static size_t voter_value(uint8_t *value, uint64_t position) {
  size_t size = 0;
  value[size++] = 0x08;
  for (; position >= 0x80; position >>= 7) value[size++] = (uint8_t)(position | 0x80);
  value[size++] = (uint8_t)position;
  value[size++] = 0x20;
  value[size++] = 1;
  return size;
}

static int put_voters(peer_log *log, MDB_txn *transaction) {
  uint8_t value[16];
  qsort(log->voters, log->voter_count, sizeof *log->voters, by_key);
  for (size_t index = 0; index < log->voter_count; index++) {
    const peer_voter_row *row = &log->voters[index];
    size_t size = voter_value(value, row->position);
    int code = peer_log_put(log, transaction, CONSTRAINTS, row->key, sizeof row->key, value, size);
    if (code) return code;
  }
  return 0;
}

/// The rules of an election that was called, of about a kilobyte, and its counts, which every commit changes.
static int put_election(peer_log *log, MDB_txn *transaction) {
  static const uint8_t rules[1024] = {1};
  uint8_t key[9], counts[20] = {2};
  int code = 0;
  if (log->shape.ballots == 0 || log->stream == 0) return 0;
  peer_write_number(key, log->stream);
  key[8] = 1;
  if (log->streams[0].is_first) TRY(peer_log_put(log, transaction, CONSTRAINTS, key, sizeof key, rules, sizeof rules));
  key[8] = 2;
  peer_write_number(counts + 8, log->version);
  TRY(peer_log_put(log, transaction, CONSTRAINTS, key, sizeof key, counts, sizeof counts));
out:
  return code;
}

int peer_log_put_rows(peer_log *log, MDB_txn *transaction) {
  int code = 0;
  TRY(put_names(log, transaction));
  TRY(put_streams(log, transaction));
  TRY(put_commands(log, transaction));
  TRY(put_election(log, transaction));
  TRY(put_voters(log, transaction));
out:
  return code;
}

static int put_type(peer_log *log, MDB_txn *transaction, uint64_t count) {
  static const char name[] = "albo.v1.BallotCast";
  uint8_t counted[16] = {0};
  MDB_val key = {sizeof name - 1, (void *)name}, value;
  int code = mdb_get(transaction, log->tables[TYPES], &key, &value);
  if (code && code != MDB_NOTFOUND) return code;
  uint64_t before = code ? 0 : peer_read_number((const uint8_t *)value.mv_data + 8);
  peer_write_number(counted + 8, before + count);
  return peer_log_put(log, transaction, TYPES, name, sizeof name - 1, counted, sizeof counted);
}

int peer_log_put_end(peer_log *log, MDB_txn *transaction, uint64_t count) {
  uint8_t key[8], checkpoint[76] = {3};
  peer_tile_target target = {log, transaction};
  int code = 0;
  TRY(put_type(log, transaction, count));
  if (log->shape.is_index_only) goto out;
  TRY(peer_tree_put_edge(&log->tree, peer_log_put_tile, &target));
  peer_write_number(key, log->next + count);
  peer_write_number(checkpoint + 68, log->signed_size);
  TRY(peer_log_put(log, transaction, CHECKPOINTS, key, sizeof key, checkpoint, sizeof checkpoint));
out:
  return code;
}
