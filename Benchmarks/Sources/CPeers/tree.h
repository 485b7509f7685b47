#ifndef ALBO_BENCH_TREE_H
#define ALBO_BENCH_TREE_H

#include <stddef.h>
#include <stdint.h>

enum { TREE_LEVELS = 6, TILE_HASHES = 256 * 32, TILE_INNER = 126 * 32 };

/// The last tile of a level.
typedef struct {
  /// Its hashes, and behind them the inner nodes of heights 2 to 7, each height in order.
  uint8_t bytes[TILE_HASHES + TILE_INNER];
  unsigned count;
  uint64_t index;
  /// The perfect subtree of each height that waits for its right neighbour.
  uint8_t waiting[8][32];
  /// Whether it has grown since it was written.
  int has_grown;
} peer_tile;

/// The right edge of a tree.
typedef struct {
  peer_tile levels[TREE_LEVELS];
} peer_tree;

/// Takes a tile of which `size` bytes count.
typedef int (*peer_put_tile)(void *context, int level, const peer_tile *tile, size_t size);

/// Appends a leaf, and puts each tile that it completes.
int peer_tree_append(peer_tree *tree, const uint8_t *leaf, peer_put_tile put, void *context);

/// Puts the incomplete tile of each level above the leaves that has grown.
int peer_tree_put_edge(peer_tree *tree, peer_put_tile put, void *context);

/// The node of a height of 0 to 7 at a place among those of its height in a tile.
void peer_tile_node(const uint8_t *bytes, int height, uint64_t place, uint8_t *hash);

#endif
