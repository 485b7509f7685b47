public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// A person stands for election.
public struct CandidacyFiled: Act {
  /// The election.
  public var election: Identifier
  /// The candidacy's id, as ballots name it: 1 to 64 visible ASCII characters.
  public var candidacy: String
  /// Who stands: the actor, or on whose behalf an office acts.
  public var person: Actor
  /// One of the election's districts, or empty where it has none.
  public var district: String
  /// SHA-256 of the statement of motives, 32 bytes.
  public var statementDigest: [UInt8]?
  /// What the candidate declares, each at most 200 bytes, without personal content.
  public var declarations: [String]
  /// As the candidate declares it.
  public var gender: Gender?
  /// The commitment to the public name, 32 bytes; the name is in the vault.
  public var commitment: [UInt8]?
  /// The guarantees' predicates that hold on the reference date. Computed.
  public var qualities: [String] = []

  /// A candidacy.
  public init(
    election: Identifier, candidacy: String, person: Actor, district: String = "", statementDigest: [UInt8]? = nil,
    declarations: [String] = [], gender: Gender? = nil, commitment: [UInt8]? = nil
  ) {
    self.election = election
    self.candidacy = candidacy
    self.person = person
    self.district = district
    self.statementDigest = statementDigest
    self.declarations = declarations
    self.gender = gender
    self.commitment = commitment
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The candidacy without its qualities.
  public var proposed: CandidacyFiled {
    var act = self
    act.qualities = []
    return act
  }

  /// Refuses `UnknownElection`, `WindowClosed`, `NotCandidate`, `CommissionMember`, `WrongDistrict`,
  /// `AlreadyCandidate`, `CandidacyTaken`, `TooManyCandidacies`, `UnknownPerson`, `UnderAge`, `NotResident`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireCandidacyWindow(decision.now)
    guard decision.author == person else {
      throw Rejection(
        "NotCandidate", "\(decision.actor) files for \(person)",
        rule: "a person stands for election by an act of their own, or through an office on their behalf")
    }
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
        "CommissionMember", "\(person) is a member of the commission",
        rule: "nobody decides on a candidacy of their own",
        positions: [rules.calledAt])
    }
    guard rules.knows(district) else {
      throw Rejection(
        "WrongDistrict", "“\(district)” is not a district of this election",
        rule: "a candidate stands in one of the districts of the election", positions: [rules.calledAt])
    }
  }

  private func checkUnique(_ rows: any ConstraintRows) throws(Rejection) {
    if let standing = rows.row(StandingRow.key(election, person), as: StandingRow.self) {
      throw Rejection(
        "AlreadyCandidate", "\(person) stands as “\(standing.candidacy)”", rule: "one live candidacy for each person",
        positions: [standing.filedAt])
    }
    if let earlier = rows.row(CandidacyRow.key(election, candidacy), as: CandidacyRow.self) {
      throw Rejection(
        "CandidacyTaken", "a candidacy “\(candidacy)” was filed before", rule: "the id of a candidacy is used once",
        positions: [earlier.filedAt])
    }
    let count = rows.row(CandidacyIndex.key(election), as: CandidacyIndex.self)?.candidacies.count ?? 0
    guard count < CandidacyIndex.capacity else {
      throw Rejection(
        "TooManyCandidacies", "\(count) candidacies were filed", rule: "an election has at most \(count) candidacies")
    }
  }

  /// Remembers who stands.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
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
        "WindowClosed",
        rules.called.candidacies.map {
          "candidacies are filed from \($0.lowerBound) to \($0.upperBound), and it is \(now)"
        }
          ?? "no candidacies are filed in this election",
        rule: "candidacies are filed within their window, which is half-open", positions: [rules.calledAt])
    }
  }
}

extension ElectionCalled {
  /// The predicates of the guarantees that hold of a person on the reference date.
  fileprivate func qualities(of person: Actor, _ rows: any ConstraintRows) -> [String] {
    guard let day = eligibility?.referenceDate else { return [] }
    var qualities: [String] = []
    for case .byRight(let predicate, _) in guarantees where !qualities.contains(predicate) {
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

extension CandidacyFiled: MessageAct {
  package init(message: Albo_V1_CandidacyFiled) throws(InvalidAct) {
    guard message.declarations.count <= 20, message.qualities.count <= 20 else {
      throw InvalidAct(field: "declarations", reason: "at most 20")
    }
    for declaration in message.declarations { _ = try Fields.text(declaration, "declarations", 1...200) }
    for quality in message.qualities { _ = try Fields.text(quality, "qualities", 1...64) }
    self.init(
      election: try Fields.identifier(message.election, "election"),
      candidacy: try Fields.code(message.candidacy, "candidacy"),
      person: try Fields.actor(message.person, "person"),
      district: try Fields.text(message.district, "district", 0...100),
      statementDigest: try Fields.optionalDigest(message.statementHash, "statementHash"),
      declarations: message.declarations, gender: try Gender(message: message.gender, "gender"),
      commitment: try Fields.optionalDigest(message.commitment, "commitment"))
    qualities = message.qualities
  }

  package var message: Albo_V1_CandidacyFiled {
    .with {
      $0.election = election.description
      $0.candidacy = candidacy
      $0.person = person.description
      $0.district = district
      $0.statementHash = .init(statementDigest ?? [])
      $0.declarations = declarations
      $0.gender = gender?.rawValue ?? ""
      $0.commitment = .init(commitment ?? [])
      $0.qualities = qualities
    }
  }
}
