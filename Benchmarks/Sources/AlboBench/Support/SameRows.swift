import Albo
import CPeers

/// The C program that writes the rows of a log, which can grow as the ledger does.
final class SameRows {
  private let log: OpaquePointer

  /// Makes its tables in a directory.
  init(in directory: String, _ shape: RowShape) throws {
    var (log, shape): (OpaquePointer?, peer_shape) = (nil, shape.peer)
    try PeerError.check(peer_log_open(directory, &shape, &log))
    guard let log else { throw BenchmarkError("the C program has no log") }
    self.log = log
  }

  deinit { peer_log_close(log) }

  /// Writes the rows of all events up to each size, one commit for each.
  ///
  /// - Parameter count: what the run is counted in: the ballots among the events.
  func write(upTo sizes: [UInt64], count: Int) throws -> Run {
    var run = try Run.peer { peer_log_write(log, sizes, sizes.count, &$0) }
    run.count = count
    return run
  }

  /// Makes that many proofs of inclusion, or receipts, of random positions.
  func prove(_ count: Int, receipts: Bool = false) throws -> Run {
    var sum: UInt64 = 0
    return try Run.peer { peer_log_prove(log, UInt64(count), receipts ? 1 : 0, &sum, &$0) }
  }
}

/// What the rows of a ledger's log look like, for a program that writes the same.
struct RowShape {
  /// Mean bytes of a record.
  var record: Int
  /// Bytes of an act.
  var act: Int
  /// Events of a command.
  var command = 1
  /// Ballots of each election; 0 for events of one stream.
  var ballots = 0
  /// Events after the ballots of each election.
  var ending = 0
  /// Whether only the indexes are written, without a disk.
  var isIndexOnly = false

  /// Measures the last page of records.
  init(of store: EventStore, command: Int = 1, ballots: Int = 0, ending: Int = 0) throws {
    let events = try store.read(direction: .backward).events
    guard !events.isEmpty else { throw BenchmarkError("the ledger has no events") }
    record = events.reduce(0) { $0 + $1.record.count } / events.count
    act = events.reduce(0) { $0 + $1.act.count } / events.count
    (self.command, self.ballots, self.ending) = (command, ballots, ending)
  }

  fileprivate var peer: peer_shape {
    peer_shape(
      record_size: record, act_size: act, command: UInt64(command), ballots: UInt64(ballots), ending: UInt64(ending),
      is_index_only: isIndexOnly ? 1 : 0)
  }
}
