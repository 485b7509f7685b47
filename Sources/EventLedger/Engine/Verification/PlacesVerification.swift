import Bytes
import EventModel
import LMDB
import LogAudit
import TransparencyLog

/// Compares the rows that say where events lie with the events themselves: names, versions of streams, commands.
///
/// Each event and each command has a row of its own that names it, which is looked up where it lies. That there are no
/// other rows, their number says: so nothing is derived.
struct PlacesVerification: Sendable {
  private var names: UInt64 = 0
  private var commands: UInt64 = 0
  /// Most events are of the stream before them.
  private var last: (stream: StreamName, number: UInt64, version: UInt64)?

  /// Looks up the rows of a page, the next one.
  ///
  /// - Throws: `Damage` naming the row.
  mutating func check(_ page: EventDecoder.Page, _ snapshot: LogSnapshot) throws {
    for (index, event) in page.events.enumerated() {
      try check(event.envelope, page.start + UInt64(index), snapshot)
    }
    for command in page.commands { try check(command, snapshot) }
  }

  private mutating func check(_ event: Envelope, _ position: UInt64, _ snapshot: LogSnapshot) throws {
    let number = try number(of: event, position, snapshot)
    let key = pairKey(number, event.version)
    guard try snapshot.number(at: key, in: snapshot.tables.streams) == position else {
      let first = try snapshot.record(at: number) { try EventScan($0).stream(in: $0) }
      throw first == event.stream ? Self.wrong("streams", key) : Self.wrong("names", event.stream.key)
    }
    try checkVersion(event, number, position, snapshot)
    if last?.number == number {
      last?.version = event.version
    } else {
      last = (event.stream, number, event.version)
    }
  }

  /// The number of an event's stream, which is the position of its first event.
  private mutating func number(of event: Envelope, _ position: UInt64, _ snapshot: LogSnapshot) throws -> UInt64 {
    if last?.stream == event.stream, let last { return last.number }
    let key = event.stream.key
    guard let number = try snapshot.number(at: key, in: snapshot.tables.names), number <= position else {
      throw Self.wrong("names", key)
    }
    if number == position { names += 1 }
    return number
  }

  /// Checks that the version before is that of an earlier event, which was looked up itself.
  private func checkVersion(
    _ event: Envelope, _ number: UInt64, _ position: UInt64, _ snapshot: LogSnapshot
  ) throws {
    let before = last?.number == number ? last?.version : nil
    if before != nil || number == position {
      let due = (before ?? 0) + 1
      guard event.version != due else { return }
      throw Damage("record \(position) is version \(event.version) of \(event.stream), but \(due) comes next")
    }
    guard event.version > 1,
      let earlier = try snapshot.number(at: pairKey(number, event.version - 1), in: snapshot.tables.streams),
      earlier < position
    else {
      throw Damage(
        "record \(position) is version \(event.version) of \(event.stream), but the index “streams” has no version before it"
      )
    }
  }

  /// Of commands with acts that this program does not know, the fingerprint is whatever is kept.
  mutating func check(_ command: EventDecoder.Command, _ snapshot: LogSnapshot) throws {
    commands += 1
    let stored: CommandRow?
    do { stored = try snapshot.command(command.id) } catch is LedgerError { stored = nil }
    guard var stored else { throw Self.wrong("commands", command.id.bytes) }
    if !command.isKnown { stored.fingerprint = command.row.fingerprint }
    guard stored == command.row else { throw Self.wrong("commands", command.id.bytes) }
  }

  /// Compares how many rows there are, once every page was looked up.
  ///
  /// - Parameter size: how many events there are.
  func finish(_ snapshot: LogSnapshot, size: UInt64) throws {
    let tables = snapshot.tables
    for (name, table, expected) in [
      ("names", tables.names, names), ("streams", tables.streams, size), ("commands", tables.commands, commands),
    ] where try UInt64(snapshot.transaction.count(of: table)) != expected {
      throw Damage("the index “\(name)” has too many or too few rows")
    }
  }

  private static func wrong(_ index: String, _ key: [UInt8]) -> Damage {
    Damage("the index “\(index)” is wrong at key \(Hex.text(key))")
  }
}

extension StreamName {
  fileprivate var key: [UInt8] { Array(description.utf8) }
}

extension LogSnapshot {
  /// The number that is all of a row; nil if it is anything else.
  fileprivate func number(at key: [UInt8], in table: Table) throws -> UInt64? {
    try transaction.get(key.span, in: table) { $0.count == 8 ? BigEndian.read(from: $0) : nil } ?? nil
  }
}
