import EventModel
import LMDB
import LogAudit

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
    /// The row; nil if there is none.
    public var row: Row? {
      didSet {
        if !isChanged { noteChange() }
      }
    }

    init(_ row: Row?, _ table: String, _ key: ViewKey, in rows: ViewRows) {
      self.row = row
      super.init(table, key, in: rows)
    }

    /// Changes the row in place, if there is one.
    public func update(_ body: (inout Row) throws -> Void) rethrows {
      guard row != nil else { return }
      // Through the optional's payload, so that arrays in the row are not copied.
      try body(&row!)  // ok: checked above
    }

    override func encoded() throws -> [UInt8]? { try row.map { try JSONText.encode($0) } }
  }

  /// A row of any type.
  public class AnySlot {
    fileprivate let table: String
    fileprivate let key: ViewKey
    fileprivate final var isChanged = false
    private unowned let rows: ViewRows
    private let generation: Int

    init(_ table: String, _ key: ViewKey, in rows: ViewRows) {
      (self.table, self.key, self.rows, generation) = (table, key, rows, rows.generation)
    }

    /// Has the rows write this one, unless they have forgotten it.
    fileprivate final func noteChange() {
      isChanged = true
      if generation == rows.generation { rows.changed.append(self) }
    }

    func encoded() throws -> [UInt8]? { nil }
  }

  private var slots: [String: [ViewKey: AnySlot]] = [:]
  private var changed: [AnySlot] = []
  private var transaction: LentTransaction?
  private var tables: [String: LMDB.Table] = [:]
  /// Rises whenever slots are forgotten: a projection that keeps a slot keeps this beside it.
  public private(set) var generation = 0
  private var count = 0

  package init() {}

  /// The row at a key, held until the rows are forgotten.
  ///
  /// - Throws: an error if the row cannot be read.
  public func slot<Row>(_ table: Table<Row>, _ key: ViewKey) throws -> Slot<Row> {
    if let slot = slots[table.name]?[key] as? Slot<Row> { return slot }
    var row: Row?
    if let transaction, let handle = tables[table.name] {
      row = try transaction.get(key.bytes.span, in: handle) { bytes in
        try JSONText.decode(Row.self, from: bytes.bytes(0..<bytes.count))
      }
    }
    let slot = Slot(row, table.name, key, in: self)
    slots[table.name, default: [:]][key] = slot
    count += 1
    return slot
  }

  /// Stores a row, over an older one; nil removes it.
  public func set<Row>(_ table: Table<Row>, _ key: ViewKey, to row: Row?) throws {
    try slot(table, key).row = row
  }

  /// Changes the row at a key, if there is one.
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

  /// Whether a row was changed since the last flush.
  var hasChanged: Bool { !changed.isEmpty }

  /// Writes the changed rows, each table in the order of its keys, and forgets the rows once they are many.
  func flush(_ tables: [String: LMDB.Table], to transaction: inout WriteTransaction) throws {
    for (name, slots) in Dictionary(grouping: changed, by: \.table) {
      guard let table = tables[name] else {
        throw LedgerError(.noSuchView, "the view has no table “\(name)”")
      }
      for slot in slots.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
        let key = slot.key.bytes
        if let bytes = try slot.encoded() {
          try transaction.put(bytes.span, for: key.span, in: table)
        } else {
          _ = try transaction.delete(key.span, in: table)
        }
        slot.isChanged = false
      }
    }
    changed = []
    if count > Self.capacity { forget() }
  }

  /// All rows that are held, encoded, by table and key.
  package func encoded() throws -> [String: [[UInt8]: [UInt8]]] {
    try slots.mapValues { slots in
      try .init(uniqueKeysWithValues: slots.compactMap { key, slot in try slot.encoded().map { (key.bytes, $0) } })
    }
  }

  /// Forgets everything, as after a failure.
  func forget() {
    (slots, changed, count) = ([:], [], 0)
    generation += 1
  }

  private static let capacity = 20_000
}
