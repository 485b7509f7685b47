public import EventModel

/// An organisation enters the register.
public struct OrganisationRegistered: CityAct {
  /// Its id.
  public var organisation = ID<Organisation>()
  /// Its public name, at most 300 bytes.
  public var name = ""
  /// 11 digits, unique among live organisations; empty for an informal group that has none.
  public var taxCode = ""
  /// The form in which it exists.
  public var legalForm = LegalForm.association
  /// Its number in the national register of the third sector (RUNTS, D.Lgs. 117/2017); may be empty.
  public var runts = ""
  /// Areas or neighbourhoods where it is active; at most 100.
  public var territories: [String] = []
  /// SHA-256 of the statute, 32 bytes; nil for an informal group that has none.
  public var statuteHash: [UInt8]?
  /// `person:ID` of the person who represents it until a representative is attested.
  public var representative = Actor(Blank())
  /// `person:ID` of further persons; at most 50. An informal group needs two persons or more, with its representative.
  public var contacts: [Actor] = []

  /// An organisation to be registered.
  public init(
    organisation: ID<Organisation>, name: String, taxCode: String = "", legalForm: LegalForm, runts: String = "",
    territories: [String] = [], statuteHash: [UInt8]? = nil, representative: Actor, contacts: [Actor] = []
  ) {
    self.organisation = organisation
    self.name = name
    self.taxCode = taxCode
    self.legalForm = legalForm
    self.runts = runts
    self.territories = territories
    self.statuteHash = statuteHash
    self.representative = representative
    self.contacts = contacts
  }

  /// `albo.v1.OrganisationRegistered`.
  public static let type = ActType(static: "albo.v1.OrganisationRegistered")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.register)

  /// What a slip of may be corrected.
  public static let clerical = ["name", "runts", "territories"]

  /// A registration without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.text(2, "name", &name, 1...300)
    try fields.text(3, "taxCode", &taxCode, 0...11)
    try fields.choice(4, "legalForm", &legalForm)
    try fields.text(5, "runts", &runts, 0...40)
    try fields.texts(6, "territories", &territories, 1...100, ListRule(0...100, isUnique: true))
    try fields.hash(7, "statuteHash", &statuteHash)
    try fields.named(8, "representative", &representative)
    try fields.names(9, "contacts", &contacts, ListRule(0...50, isUnique: true))
    try fields.checkPerson(representative, "representative")
    for contact in contacts { try fields.checkPerson(contact, "contacts") }
    try fields.check(checkForm)
  }

  /// `org/ID`.
  public var stream: StreamName { Self.stream(of: organisation) }

  /// The stream of an organisation.
  public static func stream(of organisation: ID<Organisation>) -> StreamName {
    StreamName(category: "org", organisation)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.alreadyRegistered, .taxCodeTaken, .unknownPerson]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    if let earlier = rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self) {
      throw Rejection(
        .alreadyRegistered, "the id “\(organisation)” is already registered; give the new organisation another one",
        positions: [earlier.registeredAt])
    }
    if let holder = try? taxCodeHolder(rows), holder.row.isLive(at: decision.at) {
      throw Rejection(
        .taxCodeTaken, "the tax code \(taxCode) belongs to “\(holder.id)”", positions: [holder.row.registeredAt])
    }
    for person in [representative] + contacts { try SubjectLookup.requireEnrolled(person, rows) }
    return [self]
  }

  /// Remembers the organisation and its tax code.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(
      OrganisationRow.key(organisation),
      to: OrganisationRow(
        registeredAt: event.position,
        registeredFrom: Instant(startOfDay: LedgerRules.current(rows).day(event.decision.at)),
        representative: representative, taxCode: taxCode))
    if !taxCode.isEmpty { rows.set(TaxCodeRow.key(taxCode), to: TaxCodeRow(organisation: organisation)) }
  }

  private func taxCodeHolder(_ rows: any ConstraintReader) throws(Rejection) -> OrganisationLookup? {
    guard !taxCode.isEmpty, let row = rows.row(TaxCodeRow.key(taxCode), as: TaxCodeRow.self) else { return nil }
    return try OrganisationLookup(row.organisation, rows)
  }

  /// An example is an association, with a tax code.
  public mutating func completeExample() { taxCode = "01234567890" }

  private func checkForm() throws(InvalidAct) {
    let isInformal = legalForm == .informalGroup
    let isCode = taxCode.utf8.count == 11 && taxCode.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isCode || isInformal && taxCode.isEmpty else {
      throw InvalidAct(
        field: "taxCode", reason: "“\(taxCode)”: expected 11 digits; only an informal group may have none")
    }
    guard isInformal || statuteHash != nil else {
      throw InvalidAct(field: "statuteHash", reason: "is missing: only an informal group has no statute")
    }
    guard !isInformal || Set([representative] + contacts).count >= 2 else {
      throw InvalidAct(
        field: "contacts", reason: "an informal group needs at least two persons, including its representative")
    }
  }
}
