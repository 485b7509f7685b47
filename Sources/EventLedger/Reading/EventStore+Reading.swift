public import EventModel
import LMDB
public import TransparencyLog

extension EventStore {
  /// The most events and bytes of a page: no reader pins the past.
  public static let pageLimit = 1000
  private static let pageBytes = 4 << 20

  /// The event at a position.
  ///
  /// - Throws: `LedgerError.noSuchPosition`.
  public func event(at position: Position) throws -> RecordedEvent {
    let record = try environment.read { transaction in
      try transaction.get(position.rawValue, in: tables.records) { $0.bytes(0..<$0.count) }
    }
    guard let record else {
      throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
    }
    return try RecordedEvent(position: position, record: record)
  }

  /// A page of the whole log.
  ///
  /// - Parameters:
  ///   - position: where the page starts; nil is the beginning, or backward the end.
  ///   - limit: at most so many events, up to `pageLimit`.
  public func read(
    from position: Position? = nil, direction: ReadDirection = .forward, limit: Int = pageLimit
  ) throws -> EventPage {
    try environment.read { transaction in
      let size = try logSize(tables, transaction)
      let isBackward = direction == .backward
      let start = position?.rawValue ?? (isBackward ? size.rawValue &- 1 : 0)
      var page = PageBuilder(limit: min(limit, Self.pageLimit), bytes: Self.pageBytes)
      if start < size.rawValue || isBackward {
        try transaction.forEach(
          in: tables.records, from: min(start, size.rawValue &- 1), limit: page.limit + 1, reverse: isBackward
        ) { key, record in
          try page.add(position: BigEndian.read(from: key) ?? 0, cursor: BigEndian.read(from: key) ?? 0, record)
        }
      }
      return EventPage(size: size, events: page.events, next: page.next)
    }
  }

  /// A page of one stream.
  ///
  /// - Parameters:
  ///   - version: where the page starts; nil is the beginning, or backward the end.
  ///   - limit: at most so many events, up to `pageLimit`.
  /// - Returns: an empty page for a stream that does not exist.
  public func read(
    stream: StreamName, from version: UInt64? = nil, direction: ReadDirection = .forward,
    limit: Int = pageLimit
  ) throws -> EventPage {
    try environment.read { transaction in
      let size = try logSize(tables, transaction)
      var page = PageBuilder(limit: min(limit, Self.pageLimit), bytes: Self.pageBytes)
      let number = try transaction.get(Array(stream.description.utf8).span, in: tables.names) {
        BigEndian.read(from: $0)
      }
      guard let number = number ?? nil else { return EventPage(size: size, events: [], next: nil) }
      let isBackward = direction == .backward
      let start = pairKey(number, version ?? (isBackward ? .max : 1))
      try transaction.forEach(in: tables.streams, from: start.span, limit: page.limit + 1, reverse: isBackward) {
        key, value in
        guard BigEndian.read(from: key, at: 0) == number, let position = BigEndian.read(from: value) else {
          return false
        }
        let cursor = BigEndian.read(from: key, at: 8) ?? 0
        return try transaction.get(position, in: tables.records) { record in
          try page.add(position: position, cursor: cursor, record)
        } ?? false
      }
      return EventPage(size: size, events: page.events, next: page.next)
    }
  }

  /// How many events a stream has; 0 where it does not exist.
  public func version(of stream: StreamName) throws -> UInt64 {
    try environment.read { transaction in
      try withHistory(transaction, tables) { try $0.version(of: stream) }
    }
  }

  /// The version of the first event of a stream at or after a position; one more than there are where none is.
  public func firstVersion(of stream: StreamName, from position: Position) throws -> UInt64 {
    try environment.read { transaction in
      guard let number = try streamNumber(stream, tables, transaction) else { return 1 }
      // Positions rise with versions.
      var (low, high) = (UInt64(1), try lastVersion(of: number, in: tables.streams, transaction) + 1)
      while low < high {
        let middle = low + (high - low) / 2
        let found = try transaction.get(pairKey(number, middle).span, in: tables.streams) { BigEndian.read(from: $0) }
        if (found ?? nil) ?? .max < position.rawValue { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The recorded types, with the first position and the number of each.
  public func recordedTypes() throws -> [(type: ActType, first: Position, count: UInt64)] {
    var types: [(type: ActType, first: Position, count: UInt64)] = []
    try environment.read { transaction in
      try transaction.forEach(in: tables.types, from: nil, limit: .max) { name, value in
        if let row = TypeRow(value) {
          types.append((ActType(unchecked: name.text(0..<name.count)), Position(row.first), row.count))
        }
        return true
      }
    }
    return types
  }

  /// The constraint row at a key, as deciders would read it now.
  package func constraint<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) throws -> Value? {
    try environment.read { transaction in
      let rows = WorkingRows()
      let value = try rows.reading(transaction, tables) { rows.row(key, as: type) }
      if let failure = rows.failure { throw failure }
      return value
    }
  }
}

/// Collects a page until it is full.
private struct PageBuilder {
  let limit: Int
  let bytes: Int
  private(set) var events: [RecordedEvent] = []
  private(set) var next: UInt64?
  private var used = 0

  init(limit: Int, bytes: Int) {
    (self.limit, self.bytes) = (max(1, limit), bytes)
  }

  /// Adds an event, or notes where the next page starts; false once the page is full.
  mutating func add(position: UInt64, cursor: UInt64, _ record: borrowing Span<UInt8>) throws -> Bool {
    guard events.count < limit, events.isEmpty || used + record.count <= bytes else {
      next = cursor
      return false
    }
    used += record.count
    events.append(try RecordedEvent(position: Position(position), record: record.bytes(0..<record.count)))
    return true
  }
}
