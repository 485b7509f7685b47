public import EventModel
public import LogAudit
public import TransparencyLog

/// The records of a ledger that is open, up to the size it had when the source was made.
public final class LedgerRecords: RecordSource {
  /// The ledger's directory.
  public var name: String { store.path }
  /// Its last signed checkpoint.
  public let note: SignedNote

  private let store: EventStore
  private let size: LogSize
  private let closes: Bool

  /// - Throws: `LedgerError` if the log cannot be read.
  public convenience init(_ store: EventStore) throws { try self.init(store, closes: false) }

  init(_ store: EventStore, closes: Bool) throws {
    (self.store, self.closes) = (store, closes)
    let checkpoint = try store.checkpoint()
    (note, size) = (checkpoint.note, checkpoint.size)
  }

  deinit {
    if closes { store.engine.close() }
  }

  /// A page of the log.
  public func records(from position: Position) throws -> [SourceRecord] {
    guard size.contains(position) else { return [] }
    let events: [RecordedEvent]
    do { events = try store.read(from: position).events } catch let error as WireError {
      throw LedgerError(.damaged, "a record from position \(position) on is not an event", cause: error)
    }
    return events.filter { size.contains($0.position) }.map { SourceRecord(position: $0.position, bytes: $0.record) }
  }

  /// The proofs of the changes up to the size.
  public func keyChanges() throws -> [Receipt] { try store.keyChanges().filter { $0.proof.size <= size } }

  /// Every checkpoint that was ever signed is kept.
  public func note(at size: LogSize) throws -> SignedNote? {
    do { return try store.checkpoint(at: size).note } catch let error as LedgerError {
      guard case .noSuchPosition = error.code else { throw error }
      return nil
    }
  }
}

extension LedgerRecords {
  /// Opens the records that lie at a path: a ledger's directory, or what `RecordSources` opens.
  ///
  /// - Throws: as opening a ledger does, and as `RecordSources.open`.
  public static func open(_ path: String, registry: ActRegistry) throws -> any RecordSource {
    let directory = LedgerDirectory(path)
    guard directory.isLedger else { return try RecordSources.open(path, registry: registry) }
    let options = OpeningOptions(program: "albo")
    let store = try EventStore.open(at: path, mode: directory.readingMode, registry: registry, options: options)
    return try LedgerRecords(store, closes: true)
  }
}
