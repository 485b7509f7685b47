public import EventModel
public import TransparencyLog

/// An organisation's name, seat, representative, statute or number changes from a day on. What is left out stays.
///
/// For a slip in the register use `EntryRectified`: this act is for what has changed.
public struct OrganisationChanged: CityAct {
  /// The organisation.
  public var organisation = ID<Organisation>()
  /// The new public name, at most 300 bytes; empty if it stays.
  public var name = ""
  /// The neighbourhood of the new seat, at most 200 bytes; empty if it stays.
  public var seat = ""
  /// `person:ID` of the new representative; nil if it stays.
  public var representative: Actor?
  /// SHA-256 of the new statute, 32 bytes; nil if it stays.
  public var statuteHash: [UInt8]?
  /// The new number in the national register of the third sector (RUNTS); empty if it stays.
  public var runts = ""
  /// The first day of the change; an earlier one than today by the rule of lateness.
  public var from = CivilDate(Blank())
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceHash: [UInt8]?
  /// The event that attested the seat which ends on the day before. Computed.
  public var supersedesSeat: Position?
  /// The event that attested the representative whose time ends on the day before. Computed.
  public var supersedesRepresentative: Position?

  /// A change.
  public init(
    organisation: ID<Organisation>, from: CivilDate, name: String = "", seat: String = "",
    representative: Actor? = nil, statuteHash: [UInt8]? = nil, runts: String = ""
  ) {
    (self.organisation, self.from, self.name, self.seat) = (organisation, from, name, seat)
    (self.representative, self.statuteHash, self.runts) = (representative, statuteHash, runts)
  }

  /// `albo.v1.OrganisationChanged`.
  public static let type = ActType(static: "albo.v1.OrganisationChanged")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.register)

  /// What a slip of may be corrected.
  public static let clerical = ["name", "runts"]

  /// A change without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.text(2, "name", &name, 0...300)
    try fields.text(3, "seat", &seat, 0...200)
    try fields.named(4, "representative", &representative)
    try fields.hash(5, "statuteHash", &statuteHash)
    try fields.text(6, "runts", &runts, 0...40)
    try fields.named(7, "from", &from)
    try fields.hash(8, "evidenceHash", &evidenceHash)
    try fields.position(9, "supersedesSeat", &supersedesSeat, computed: true)
    try fields.position(10, "supersedesRepresentative", &supersedesRepresentative, computed: true)
    let isEmpty = name.isEmpty && seat.isEmpty && representative == nil && statuteHash == nil && runts.isEmpty
    try fields.check(!isEmpty, "name", "nothing would change: give a name, seat, representative, statuteHash or runts")
    if let representative { try fields.checkPerson(representative, "representative") }
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownOrganisation, .orgNotLive, .unknownPerson, .alreadyAttested,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    try lookup.requireLive(civil: max(LedgerRules.current(rows).local(decision.at), from.start))
    try lookup.requireRegistered(on: from)
    try Lateness.require(
      from, "the change holds from \(from)", decision, rows, positions: [lookup.row.registeredAt])
    if let representative { try SubjectLookup.requireEnrolled(representative, rows) }
    var act = self
    let subject = Subject.organisation(organisation)
    if let newSeat { act.supersedesSeat = try AttributeRow.ended(by: newSeat, of: subject, rows) }
    if let newRepresentative {
      act.supersedesRepresentative = try AttributeRow.ended(by: newRepresentative, of: subject, rows)
    }
    return [act]
  }

  /// The seat as an attribute; nil if it stays.
  package var newSeat: Attribute? { seat.isEmpty ? nil : Attribute(.seat, seat, from: from) }

  /// The representative as an attribute; nil if it stays.
  package var newRepresentative: Attribute? {
    representative.map { Attribute(.representative, $0.description, from: from) }
  }

  /// Remembers the seat and the representative.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let subject = Subject.organisation(organisation)
    for (attribute, superseded) in [(newSeat, supersedesSeat), (newRepresentative, supersedesRepresentative)] {
      guard let attribute else { continue }
      AttributeRow.add(attribute, to: subject, at: event.position, superseding: superseded, rows)
    }
  }
}
