import EventModel
public import TransparencyLog

/// Where an auditor takes a log from: an export, a folder of published tiles, a saved checkpoint, or with EventLedger a
/// ledger's directory.
///
/// Nothing that a source says is believed: what it gives is hashed, and compared with what its checkpoint signs.
public protocol RecordSource: AnyObject {
  /// What it is, for messages: its path.
  var name: String { get }

  /// The signed checkpoint of its records, as it is kept; nobody has verified the signature.
  var note: SignedNote { get }

  /// Whether it has records; a saved checkpoint has none.
  var hasRecords: Bool { get }

  /// Some of the records from a position on, in order; none at the end.
  ///
  /// - Throws: `LedgerError.damaged` saying where the source contradicts itself.
  func records(from position: Position) throws -> [SourceRecord]

  /// The signed checkpoint of an earlier size; nil if the source does not keep it.
  func note(at size: LogSize) throws -> SignedNote?

  /// The proofs of the changes of the log's key that lie beside the records (`EventStore.keyChanges`).
  func keyChanges() throws -> [Receipt]

  /// The first of the records given so far beside which something else is written for people to read.
  var firstMisreading: Position? { get }
}

extension RecordSource {
  /// True: most sources have records.
  public var hasRecords: Bool { true }

  /// None: most logs keep their key.
  public func keyChanges() throws -> [Receipt] { [] }

  /// Nil: most sources hold bytes alone.
  public var firstMisreading: Position? { nil }

  /// Nil: most sources keep the last checkpoint alone.
  public func note(at size: LogSize) throws -> SignedNote? { nil }
}

/// A record as a source has it.
public struct SourceRecord: Sendable, Hashable {
  /// Where it stands in the log.
  public let position: Position
  /// SHA-256(0x00 ‖ record); as the source states it if the record is withheld.
  public let leafHash: MerkleHash
  /// The record's bytes; nil if they are withheld.
  public let bytes: [UInt8]?

  /// A record whose bytes are there.
  public init(position: Position, bytes: [UInt8]) {
    (self.position, self.bytes, leafHash) = (position, bytes, .leaf(bytes))
  }

  /// A record whose bytes are there, and were hashed.
  init(position: Position, bytes: [UInt8], leafHash: MerkleHash) {
    (self.position, self.bytes, self.leafHash) = (position, bytes, leafHash)
  }

  /// A record of which only the leaf hash is known.
  public init(position: Position, withheld leafHash: MerkleHash) {
    (self.position, self.leafHash, bytes) = (position, leafHash, nil)
  }
}
