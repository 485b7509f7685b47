public import EventModel

/// An organisation enters the register.
public struct OrganisationRegistered: CityAct {
  /// Its id.
  public var organisation = ID<Organisation>()
  /// Its public name, at most 300 bytes.
  public var name = ""
  /// 11 digits with their check digit, unique among live organisations; empty for one with a foreign code, and for an
  /// informal group that has none.
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
  /// The code by which another country knows it, unique among live organisations; not beside a tax code.
  public var foreignCode: ForeignCode?

  /// An organisation to be registered.
  public init(
    organisation: ID<Organisation>, name: String, taxCode: String = "", legalForm: LegalForm, runts: String = "",
    territories: [String] = [], statuteHash: [UInt8]? = nil, representative: Actor, contacts: [Actor] = [],
    foreignCode: ForeignCode? = nil
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
    self.foreignCode = foreignCode
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
    try fields.message(10, "foreignCode", &foreignCode)
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
    if let holder = TaxCodeRow.holder(of: code, civil: LedgerRules.current(rows).local(decision.now), rows) {
      let kind = foreignCode == nil ? "tax code" : "foreign code"
      throw Rejection(
        .taxCodeTaken, "the \(kind) \(code) belongs to “\(holder.organisation)”", positions: [holder.registeredAt])
    }
    for person in [representative] + contacts { try SubjectLookup.requireEnrolled(person, rows) }
    return [self]
  }

  /// Remembers the organisation and its code.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(
      OrganisationRow.key(organisation),
      to: OrganisationRow(
        registeredAt: event.position,
        registeredFrom: Instant(startOfDay: LedgerRules.current(rows).day(event.decision.at)),
        representative: representative, code: code))
    if let codeKey = TaxCodeRow.key(code) { rows.set(codeKey, to: TaxCodeRow(organisation: organisation)) }
  }

  /// Its foreign code or its tax code; empty if it has none.
  private var code: String { foreignCode?.description ?? taxCode }

  /// An example is an association, with a tax code.
  public mutating func completeExample() { (taxCode, foreignCode) = ("01234567897", nil) }

  private func checkCode() throws(InvalidAct) {
    guard taxCode.isEmpty || foreignCode == nil else {
      throw InvalidAct(field: "foreignCode", reason: "an organisation has a tax code or a foreign code, not both")
    }
    guard !taxCode.isEmpty || foreignCode != nil || legalForm == .informalGroup else {
      throw InvalidAct(
        field: "taxCode", reason: "is missing: only an informal group has neither a tax code nor a foreign code")
    }
    if !taxCode.isEmpty, let problem = TaxCode.problem(ofOrganisation: taxCode) {
      throw InvalidAct(field: "taxCode", reason: problem)
    }
  }

  private func checkForm() throws(InvalidAct) {
    try checkCode()
    let isInformal = legalForm == .informalGroup
    guard isInformal || statuteHash != nil else {
      throw InvalidAct(field: "statuteHash", reason: "is missing: only an informal group has no statute")
    }
    guard !isInformal || Set([representative] + contacts).count >= 2 else {
      throw InvalidAct(
        field: "contacts", reason: "an informal group needs at least two persons, including its representative")
    }
  }
}
