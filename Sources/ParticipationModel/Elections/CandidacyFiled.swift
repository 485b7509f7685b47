public import EventModel

/// A person stands for election.
public struct CandidacyFiled: CityAct {
  /// The election.
  public var election = ID<Election>()
  /// The candidacy's id, as ballots name it: 1 to 64 visible ASCII characters.
  public var candidacy = ""
  /// The candidate: the actor, or the person on whose behalf an office acts.
  public var person = Actor(Blank())
  /// One of the election's districts, or empty if it has none.
  public var district = ""
  /// SHA-256 of the statement of motives, 32 bytes.
  public var statementHash: [UInt8]?
  /// What the candidate declares, each at most 200 bytes, without personal content.
  public var declarations: [String] = []
  /// As the candidate declares it.
  public var gender: Gender?
  /// The commitment to the public name, 32 bytes; the name is in the vault.
  public var commitment: [UInt8]?
  /// Those of the guarantees' predicates that hold on the reference date. Computed.
  public var qualities: [String] = []

  /// A candidacy.
  public init(
    election: ID<Election>, candidacy: String, person: Actor, district: String = "", statementHash: [UInt8]? = nil,
    declarations: [String] = [], gender: Gender? = nil, commitment: [UInt8]? = nil
  ) {
    self.election = election
    self.candidacy = candidacy
    self.person = person
    self.district = district
    self.statementHash = statementHash
    self.declarations = declarations
    self.gender = gender
    self.commitment = commitment
  }

  /// `albo.v1.CandidacyFiled`.
  public static let type = ActType(static: "albo.v1.CandidacyFiled")

  /// Who may do it.
  public static let entitlement = Entitlement.person("person", through: .elections)

  /// `NotCandidate`.
  public static let foreignActor = RejectionCode.notCandidate

  /// A candidacy without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.code(2, "candidacy", &candidacy)
    try fields.named(3, "person", &person)
    try fields.text(4, "district", &district, 0...100)
    try fields.hash(5, "statementHash", &statementHash)
    try fields.texts(6, "declarations", &declarations, 1...200, ListRule(0...20))
    try fields.named(7, "gender", &gender)
    try fields.hash(8, "commitment", &commitment)
    try fields.texts(9, "qualities", &qualities, 1...64, ListRule(0...20), computed: true)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .windowClosed, .commissionMember, .wrongDistrict, .alreadyCandidate,
    .candidacyTaken, .tooManyCandidacies, .unknownPerson, .underAge, .notResident,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    // Who files in person says no earlier time; an office says when the paper came to its counter.
    let isReceived = decision.actor.isOffice || decision.under != nil
    try election.requireCandidacyWindow(isReceived ? decision.at : decision.now)
    try checkPlace(election)
    try checkUnique(rows)
    let called = election.rules.called
    if let eligibility = called.eligibility {
      try eligibility.check(person, district: district, calledAt: election.rules.calledAt, rows)
    }
    var act = self
    act.qualities = called.qualities(of: person, rows)
    return [act]
  }

  private func checkPlace(_ election: ElectionLookup) throws(Rejection) {
    let rules = election.rules
    guard !rules.called.commission.contains(person) else {
      throw Rejection(
        .commissionMember, "\(person) is a member of the commission",
        positions: [rules.calledAt])
    }
    guard rules.knows(district) else {
      throw Rejection(
        .wrongDistrict, "“\(district)” is not a district of this election",
        rule: "a candidate stands in one of the districts of the election, if it has any", positions: [rules.calledAt])
    }
  }

  private func checkUnique(_ rows: any ConstraintReader) throws(Rejection) {
    if let standing = rows.row(StandingRow.key(election, person), as: StandingRow.self) {
      throw Rejection(
        .alreadyCandidate, "\(person) already stands as “\(standing.candidacy)”",
        positions: [standing.filedAt])
    }
    if let earlier = rows.row(CandidacyRow.key(election, candidacy), as: CandidacyRow.self) {
      throw Rejection(
        .candidacyTaken, "a candidacy “\(candidacy)” was already filed; give the new one another id",
        positions: [earlier.filedAt])
    }
    let count = rows.row(CandidacyIndex.key(election), as: CandidacyIndex.self)?.candidacies.count ?? 0
    guard count < CandidacyIndex.capacity else {
      throw Rejection(
        .tooManyCandidacies, "\(count) candidacies were already filed",
        rule: "an election can have at most \(count) candidacies")
    }
  }

  /// Remembers who stands.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let candidate = Candidate(
      person: person, commitment: commitment, district: district, gender: gender, qualities: qualities)
    rows.set(
      CandidacyRow.key(election, candidacy), to: CandidacyRow(filedAt: event.position, candidate: candidate))
    rows.set(
      StandingRow.key(election, person), to: StandingRow(candidacy: candidacy, filedAt: event.position))
    var index = rows.row(CandidacyIndex.key(election), as: CandidacyIndex.self) ?? CandidacyIndex()
    index.candidacies.append(candidacy)
    rows.set(CandidacyIndex.key(election), to: index)
  }
}

extension ElectionLookup {
  fileprivate func requireCandidacyWindow(_ now: Instant) throws(Rejection) {
    guard let window = rules.called.candidacies, window.contains(now), state.phase == .called else {
      throw Rejection(
        .windowClosed,
        rules.called.candidacies.map {
          "candidacies are filed from \($0.lowerBound) to \($0.upperBound); it is now \(now)"
        }
          ?? "this election takes no candidacies",
        rule: "candidacies are filed only within their window, and before the polls open", positions: [rules.calledAt])
    }
  }
}

extension ElectionCalled {
  /// The predicates of the guarantees that hold of a person on the reference date.
  fileprivate func qualities(of person: Actor, _ rows: any ConstraintReader) -> [String] {
    guard let day = eligibility?.referenceDate else { return [] }
    var qualities: [String] = []
    for predicate in guarantees.map(\.predicate) where !predicate.isEmpty && !qualities.contains(predicate) {
      let values = SubjectLookup.values(of: predicate, for: person, on: day, rows).map(\.value)
      if values.contains(where: { Self.holds(predicate, $0, on: day) }) { qualities.append(predicate) }
    }
    return qualities
  }

  /// Whether a predicate with this value holds on a day: `under25On` up to its day, `atLeast16On` from its day on,
  /// any other whatever its value is.
  private static func holds(_ predicate: String, _ value: String, on day: CivilDate) -> Bool {
    guard predicate.hasSuffix("On"), let stated = CivilDate(value) else { return true }
    if predicate.hasPrefix("under") { return day <= stated }
    return !predicate.hasPrefix("atLeast") || stated <= day
  }
}
