import EventModel
import LMDB

/// The rows of a view while events are applied: a write-back cache, flushed once a batch.
public final class ViewRows {
  /// A table of a view, by the type of its rows.
  public struct Table<Row: Codable & Sendable>: Sendable {
    /// Its name in the view's definition.
    public let name: String

    /// The table with this name.
    public init(_ name: String) { self.name = name }
  }

  /// A row that is held in memory: read and changed in place.
  public final class Slot<Row: Codable & Sendable>: AnySlot {
    /// The row; nil where there is none.
    public var row: Row? {
      didSet { isChanged = true }
    }

    init(_ row: Row?) { self.row = row }

    /// Changes the row in place, where there is one.
    public func update(_ body: (inout Row) throws -> Void) rethrows {
      guard row != nil else { return }
      // Through the optional's payload, so that arrays in the row are not copied.
      try body(&row!)  // ok: checked above
    }

    override func encoded() throws -> [UInt8]? { try row.map { try JSONText.encode($0) } }
  }

  /// A row of any type.
  public class AnySlot {
    fileprivate(set) var isChanged = false

    func encoded() throws -> [UInt8]? { nil }
  }

  private var slots: [String: [ViewKey: AnySlot]] = [:]
  private var transaction: LentTransaction?
  private var tables: [String: LMDB.Table] = [:]
  /// Rises whenever slots are forgotten: a projection that keeps a slot keeps this beside it.
  public private(set) var generation = 0
  private var count = 0

  init() {}

  /// The row at a key, held until the rows are forgotten.
  ///
  /// - Throws: where the row cannot be read.
  public func slot<Row>(_ table: Table<Row>, _ key: ViewKey) throws -> Slot<Row> {
    if let slot = slots[table.name]?[key] as? Slot<Row> { return slot }
    var row: Row?
    if let transaction, let handle = tables[table.name] {
      row = try transaction.get(key.bytes.span, in: handle) { bytes in
        try JSONText.decode(Row.self, from: bytes.bytes(0..<bytes.count))
      }
    }
    let slot = Slot(row)
    slots[table.name, default: [:]][key] = slot
    count += 1
    return slot
  }

  /// Stores a row, over an older one; nil removes it.
  public func set<Row>(_ table: Table<Row>, _ key: ViewKey, to row: Row?) throws {
    try slot(table, key).row = row
  }

  /// Changes the row at a key, where there is one.
  public func update<Row>(_ table: Table<Row>, _ key: ViewKey, _ body: (inout Row) throws -> Void) throws {
    try slot(table, key).update(body)
  }

  /// Lends the rows what is on disk for as long as `body` runs.
  func reading<Result>(
    _ transaction: LentTransaction, _ tables: [String: LMDB.Table], _ body: () throws -> Result
  ) throws -> Result {
    (self.transaction, self.tables) = (transaction, tables)
    defer { self.transaction = nil }
    return try body()
  }

  /// Writes the changed rows, each table in the order of its keys, and forgets the rows once they are many.
  func flush(_ tables: [String: LMDB.Table], to transaction: inout WriteTransaction) throws {
    for (name, slots) in slots {
      guard let table = tables[name] else {
        throw LedgerError(.noSuchView, "the view has no table “\(name)”")
      }
      let changed = slots.filter(\.value.isChanged).sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
      for (key, slot) in changed {
        if let bytes = try slot.encoded() {
          try transaction.put(bytes.span, for: key.bytes.span, in: table)
        } else {
          _ = try transaction.delete(key.bytes.span, in: table)
        }
        slot.isChanged = false
      }
    }
    if count > Self.capacity { forget() }
  }

  /// Forgets everything, as after a failure.
  func forget() {
    slots = [:]
    count = 0
    generation += 1
  }

  private static let capacity = 20_000
}
