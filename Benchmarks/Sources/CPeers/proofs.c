#include "log.h"

/// The node of a height that stands at an index: from its tile on disk, or from the edge in memory.
static int node(peer_log *log, MDB_txn *transaction, int height, uint64_t index, uint8_t *hash) {
  int level = height / 8, inside = height % 8;
  uint64_t place = index & ((256u >> inside) - 1), number = index >> (8 - inside);
  uint8_t bytes[16];
  MDB_val key = {sizeof bytes, bytes}, tile = {0, log->tree.levels[level].bytes};
  if (number != log->tree.levels[level].index) {
    peer_write_number(bytes, (uint64_t)level);
    peer_write_number(bytes + 8, number);
    int code = mdb_get(transaction, log->tables[TILES], &key, &tile);
    if (code) return code;
  }
  peer_tile_node(tile.mv_data, inside, place, hash);
  return 0;
}

/// The root over the leaves of a range whose start is a multiple of a power of two that is no smaller than it.
static int root(peer_log *log, MDB_txn *transaction, uint64_t start, uint64_t end, uint8_t *hash) {
  uint64_t size = end - start;
  uint8_t left[32];
  int code = 0, is_first = 1;
  for (int height = 0; size >> height; height++) {
    if (!(size >> height & 1)) continue;
    uint64_t index = ((start >> height) + (size >> height)) - 1;
    TRY(node(log, transaction, height, index, is_first ? hash : left));
    if (!is_first) peer_hash_node(left, hash, hash);
    is_first = 0;
  }
out:
  return code;
}

/// The proof of inclusion of RFC 6962; its hashes are added up, so that they are not left out.
static int prove(peer_log *log, MDB_txn *transaction, uint64_t position, uint64_t size, uint64_t *sum) {
  uint8_t hash[32];
  int code = 0;
  for (int height = 0; (size - 1) >> height; height++) {
    uint64_t sibling = position >> height ^ 1, start = sibling << height;
    if (start >= size) continue;
    if ((sibling + 1) << height <= size) TRY(node(log, transaction, height, sibling, hash));
    else TRY(root(log, transaction, start, size, hash));
    *sum += peer_read_number(hash);
  }
out:
  return code;
}

/// The proof in the smallest signed size above the position, with the row of that checkpoint and its root.
static int receive(peer_log *log, MDB_txn *transaction, uint64_t position, uint64_t *sum) {
  uint8_t bytes[8], hash[32];
  MDB_val key = {sizeof bytes, bytes}, row;
  MDB_cursor *cursor = NULL;
  int code = 0;
  peer_write_number(bytes, position + 1);
  TRY(mdb_cursor_open(transaction, log->tables[CHECKPOINTS], &cursor));
  TRY(mdb_cursor_get(cursor, &key, &row, MDB_SET_RANGE));
  uint64_t size = peer_read_number(key.mv_data);
  *sum += peer_read_number(row.mv_data);
  TRY(root(log, transaction, 0, size, hash));
  *sum += peer_read_number(hash);
  TRY(prove(log, transaction, position, size, sum));
out:
  if (cursor) mdb_cursor_close(cursor);
  return code;
}

int peer_log_prove(peer_log *log, uint64_t count, int receipts, uint64_t *sum, peer_run *run) {
  MDB_txn *transaction = NULL;
  int code = 0;
  *sum = 0;
  run->count = count;
  run->commits = 0;
  TRY(mdb_txn_begin(log->environment, NULL, MDB_RDONLY, &transaction));
  peer_start(run);
  for (uint64_t place = 0; place < count; place++) {
    uint64_t position = peer_log_draw(log) % log->next;
    mdb_txn_reset(transaction);
    TRY(mdb_txn_renew(transaction));
    if (receipts) TRY(receive(log, transaction, position, sum));
    else TRY(prove(log, transaction, position, log->next, sum));
  }
  peer_stop(run);
out:
  if (transaction) mdb_txn_abort(transaction);
  return code;
}
