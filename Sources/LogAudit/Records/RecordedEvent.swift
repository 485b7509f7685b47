public import EventModel
public import TransparencyLog

/// An event that is recorded: its bytes, and what they say.
public struct RecordedEvent: Sendable {
  /// Where it stands in the log.
  public let position: Position
  /// The record: what is hashed is what is stored.
  public let record: [UInt8]
  /// Everything but the act.
  public let envelope: Envelope
  /// The act's message.
  public let act: [UInt8]

  /// Reads a record.
  ///
  /// - Throws: `WireError` if it is not an event.
  public init(position: Position, record: [UInt8]) throws {
    let scan = try EventScan(record.span)
    self.position = position
    self.record = record
    envelope = try scan.envelope(in: record.span)
    act = record.span.bytes(scan.act)
  }

  /// SHA-256(0x00 ‖ record), RFC 6962.
  public var leafHash: MerkleHash { .leaf(record) }

  /// The act as a value, if the registry knows its type and can read it.
  public func act(_ registry: ActRegistry) -> (any Act)? { try? registry[envelope.type]?.init(wire: act) }
}
