import EventModel
import TransparencyLog

/// The live version of an agreement, as deciders ask it: its text, its parties, and who has signed.
struct AgreementState: ConstraintValue {
  var version: UInt32
  var openedAt: Position
  var textDigest: [UInt8]
  var parties: [AgreementParty]
  /// Position of the signature of each party that signed, in the order of `parties`; nil where none.
  var signatures: [Position?]
  /// The event by which the live version took effect.
  var effectiveAt: Position?

  static func key(_ agreement: Identifier) -> ConstraintKey {
    ConstraintKey(AgreementOpened.stream(of: agreement), kind: 1)
  }

  init(version: UInt32, openedAt: Position, textDigest: [UInt8], parties: [AgreementParty]) {
    self.version = version
    self.openedAt = openedAt
    self.textDigest = textDigest
    self.parties = parties
    signatures = Array(repeating: nil, count: parties.count)
  }

  /// Positions of all signatures, in the order in which they were given.
  var signed: [Position] { signatures.compactMap { $0 }.sorted() }

  /// Whether every required party has signed; where none is required, all have.
  var isComplete: Bool {
    let needed = parties.contains(where: \.isRequired) ? parties.map(\.isRequired) : parties.map { _ in true }
    return zip(needed, signatures).allSatisfy { !$0 || $1 != nil }
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    var parties: [AgreementParty] = []
    var signatures: [Position?] = []
    for data in fields.allData(4) {
      guard let party = RowReader(data) else { return nil }
      parties.append(AgreementParty(party: Actor(unchecked: party.text(1)), isRequired: party.number(2) != 0))
      signatures.append(party.numberIfPresent(3).map { Position($0) })
    }
    self.init(
      version: UInt32(truncatingIfNeeded: fields.number(1)), openedAt: Position(fields.number(2)),
      textDigest: fields.data(3), parties: parties)
    self.signatures = signatures
    effectiveAt = fields.numberIfPresent(5).map { Position($0) }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(UInt64(version), field: 1)
    writer.varint(openedAt.rawValue, field: 2)
    writer.bytes(textDigest, field: 3)
    for (party, signature) in zip(parties, signatures) {
      var nested = WireWriter()
      nested.string(party.party.description, field: 1)
      nested.varint(party.isRequired ? 1 : 0, field: 2)
      if let signature { nested.varint(signature.rawValue, field: 3) }
      writer.bytes(nested.bytes, field: 4)
    }
    if let effectiveAt { writer.varint(effectiveAt.rawValue, field: 5) }
    return writer.bytes
  }
}
