#include "tree.h"

#include "hashing.h"

/// Where in a tile the inner nodes of a height begin: behind 128 fewer than are of its height and above.
static size_t inner(int height) { return TILE_HASHES + 32 * (size_t)(128 - (256 >> (height - 1))); }

/// Adds a hash to a tile and joins it with what waits for it. Returns whether the tile is complete; `hash` is then
/// the root over it.
static int add(peer_tile *tile, uint8_t *hash) {
  unsigned place = tile->count++;
  int height = 0;
  memcpy(tile->bytes + 32 * place, hash, 32);
  while (place >> height & 1) {
    peer_hash_node(tile->waiting[height], hash, hash);
    height++;
    if (height >= 2 && height <= 7) memcpy(tile->bytes + inner(height) + 32 * (place >> height), hash, 32);
  }
  tile->has_grown = 1;
  if (height == 8) return 1;
  memcpy(tile->waiting[height], hash, 32);
  return 0;
}

void peer_tile_node(const uint8_t *bytes, int height, uint64_t place, uint8_t *hash) {
  if (height == 1) peer_hash_node(bytes + 64 * place, bytes + 64 * place + 32, hash);
  else memcpy(hash, bytes + (height == 0 ? 0 : inner(height)) + 32 * place, 32);
}

int peer_tree_append(peer_tree *tree, const uint8_t *leaf, peer_put_tile put, void *context) {
  uint8_t hash[32];
  memcpy(hash, leaf, 32);
  for (int level = 0; level < TREE_LEVELS; level++) {
    peer_tile *tile = &tree->levels[level];
    if (!add(tile, hash)) return 0;
    int code = put(context, level, tile, sizeof tile->bytes);
    if (code) return code;
    tile->count = 0;
    tile->has_grown = 0;
    tile->index++;
  }
  return 0;
}

int peer_tree_put_edge(peer_tree *tree, peer_put_tile put, void *context) {
  for (int level = 1; level < TREE_LEVELS; level++) {
    peer_tile *tile = &tree->levels[level];
    if (!tile->has_grown) continue;
    int code = put(context, level, tile, 32 * (size_t)tile->count);
    if (code) return code;
    tile->has_grown = 0;
  }
  return 0;
}
