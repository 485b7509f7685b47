#ifndef ALBO_BENCH_LOG_H
#define ALBO_BENCH_LOG_H

#include "peers.h"

/// The tables that a ballot changes, in the order in which they are written.
enum { RECORDS, TILES, NAMES, STREAMS, COMMANDS, CONSTRAINTS, TYPES, CHECKPOINTS, TABLES };

extern const char *const peer_table_names[TABLES];

typedef struct {
  /// The position of the event with which the row is written; `every_batch` for one written with each.
  uint64_t position;
  /// Which transaction writes it: its place among the checkpoints.
  size_t batch;
  uint8_t *key;
  uint8_t *value;
  size_t key_size;
  size_t value_size;
} peer_row;

typedef struct {
  peer_row *rows;
  size_t count;
} peer_table;

struct peer_log {
  peer_table tables[TABLES];
  /// The sizes that were signed, in order: where transactions end.
  uint64_t *sizes;
  size_t size_count;
};

static const uint64_t every_batch = UINT64_MAX;

#endif
