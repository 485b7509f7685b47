import Synchronization
import TransparencyLog

/// The last incomplete tile of level 0 that was asked for, hashed as far as the log has grown: the one tile that no
/// table holds.
final class LeafCache: Sendable {
  private struct State {
    var index: UInt64 = 0
    var nodes = TileNodes()
  }

  private let state = Mutex(State())

  /// A node of an incomplete tile of level 0.
  ///
  /// - Parameters:
  ///   - leaves: hashes a number of records of the tile, from a place on.
  /// - Returns: nil if the records do not reach that far.
  func node(
    tile index: UInt64, row: Int, place: Int, _ leaves: (_ from: Int, _ count: Int) throws -> [MerkleHash]
  ) throws -> MerkleHash? {
    let width = (place + 1) << row
    return try state.withLock { state in
      if state.index != index { state = State(index: index) }
      if state.nodes.width < width {
        for leaf in try leaves(state.nodes.width, width - state.nodes.width) { state.nodes.append(leaf) }
      }
      return state.nodes.width < width ? nil : state.nodes[row, place]
    }
  }

  /// Forgets the tile: after a failed commit its records may not be those that were hashed.
  func forget() { state.withLock { $0 = State() } }
}
