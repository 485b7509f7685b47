public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// An organisation enters the register.
public struct OrganisationRegistered: Act {
  /// Its id.
  public var organisation: Identifier
  /// Its public name, at most 300 bytes.
  public var name: String
  /// 11 digits, unique among live organisations; empty for an informal group that has none.
  public var taxCode: String
  /// The form in which it exists.
  public var legalForm: LegalForm
  /// Its number in the national register of the third sector (RUNTS, D.Lgs. 117/2017); may be empty.
  public var runts: String
  /// Areas or neighbourhoods where it is active; at most 100.
  public var territories: [String]
  /// SHA-256 of the statute, 32 bytes; nil for an informal group that has none.
  public var statuteDigest: [UInt8]?
  /// `person:ID` of who represents it until a representative is attested.
  public var representative: Actor
  /// `person:ID` of further persons; at most 50. An informal group is at least two persons with its representative.
  public var contacts: [Actor]

  /// An organisation to be registered.
  public init(
    organisation: Identifier, name: String, taxCode: String = "", legalForm: LegalForm, runts: String = "",
    territories: [String] = [], statuteDigest: [UInt8]? = nil, representative: Actor, contacts: [Actor] = []
  ) {
    self.organisation = organisation
    self.name = name
    self.taxCode = taxCode
    self.legalForm = legalForm
    self.runts = runts
    self.territories = territories
    self.statuteDigest = statuteDigest
    self.representative = representative
    self.contacts = contacts
  }

  /// `org/ID`.
  public var stream: StreamName { Self.stream(of: organisation) }

  /// The stream of an organisation.
  public static func stream(of organisation: Identifier) -> StreamName {
    StreamName(category: "org", organisation)
  }

  /// Refuses `NotEntitled`, `AlreadyRegistered`, `TaxCodeTaken`, `UnknownPerson`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    try decision.requireOffice("organisations are registered")
    if let earlier = rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self) {
      throw Rejection(
        "AlreadyRegistered", "the id “\(organisation)” was registered before",
        rule: "the id of an organisation is used once", positions: [earlier.registeredAt])
    }
    if let holder = try? taxCodeHolder(rows), holder.row.isLive(at: decision.now) {
      throw Rejection(
        "TaxCodeTaken", "the tax code \(taxCode) is that of “\(holder.id)”",
        rule: "a tax code is one live organisation's", positions: [holder.row.registeredAt])
    }
    for person in [representative] + contacts { try SubjectLookup.requireEnrolled(person, rows) }
    return [self]
  }

  /// Remembers the organisation and its tax code.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(
      OrganisationRow.key(organisation),
      to: OrganisationRow(
        registeredAt: event.position, registeredOn: event.now.day, representative: representative))
    if !taxCode.isEmpty { rows.set(TaxCodeRow.key(taxCode), to: TaxCodeRow(organisation: organisation)) }
  }

  private func taxCodeHolder(_ rows: any ConstraintRows) throws(Rejection) -> OrganisationLookup? {
    guard !taxCode.isEmpty, let row = rows.row(TaxCodeRow.key(taxCode), as: TaxCodeRow.self) else { return nil }
    return try OrganisationLookup(row.organisation, rows)
  }
}

extension OrganisationRegistered: MessageAct {
  package init(message: Albo_V1_OrganisationRegistered) throws(InvalidAct) {
    let legalForm = try LegalForm(message: message.legalForm, "legalForm", reason: "a legal form is needed")
    guard message.territories.count <= 100, Set(message.territories).count == message.territories.count else {
      throw InvalidAct(field: "territories", reason: "at most 100 are allowed, none of them twice")
    }
    var territories: [String] = []
    for territory in message.territories { territories.append(try Fields.text(territory, "territories", 1...100)) }
    self.init(
      organisation: try Fields.identifier(message.organisation, "organisation"),
      name: try Fields.text(message.name, "name", 1...300),
      taxCode: try Self.taxCode(message.taxCode, legalForm), legalForm: legalForm,
      runts: try Fields.text(message.runts, "runts", 0...40), territories: territories,
      statuteDigest: try Fields.optionalDigest(message.statuteHash, "statuteHash"),
      representative: try SubjectFields.person(message.representative, "representative"),
      contacts: try SubjectFields.persons(message.contacts, "contacts", atMost: 50))
    try checkForm()
  }

  private static func taxCode(_ text: String, _ legalForm: LegalForm) throws(InvalidAct) -> String {
    if text.isEmpty, legalForm == .informalGroup { return text }
    guard text.utf8.count == 11, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw InvalidAct(field: "taxCode", reason: "11 digits are needed; only an informal group may have none")
    }
    return text
  }

  private func checkForm() throws(InvalidAct) {
    guard legalForm == .informalGroup else {
      guard statuteDigest != nil else {
        throw InvalidAct(field: "statuteHash", reason: "32 bytes are needed; only an informal group has no statute")
      }
      return
    }
    guard Set([representative] + contacts).count >= 2 else {
      throw InvalidAct(field: "contacts", reason: "an informal group is at least two persons")
    }
  }

  package var message: Albo_V1_OrganisationRegistered {
    .with {
      $0.organisation = organisation.description
      $0.name = name
      $0.taxCode = taxCode
      $0.legalForm = legalForm.message
      $0.runts = runts
      $0.territories = territories
      $0.statuteHash = .init(statuteDigest ?? [])
      $0.representative = representative.description
      $0.contacts = contacts.map(\.description)
    }
  }
}
