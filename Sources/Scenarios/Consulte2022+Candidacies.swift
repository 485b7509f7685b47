import EventModel
import ParticipationModel

/// The candidacies.
extension Consulte2022 {
  /// The registry enrols those who want to stand, and attests age and residence.
  func enrolCandidates() async throws {
    desk.set("2022-10-14", 11)
    var proposals = candidacies.map { enrolment($0.person, in: $0.district, isUnder25: $0.isUnder25) }
    proposals += [Self.rejected, Self.withdrawn].map { enrolment($0.person, in: $0.district) }
    proposals.append(enrolment(Self.underAge, in: "Gaida", isOldEnough: false))
    try await desk.record(proposals)
  }

  private func enrolment(
    _ person: ID<Person>, in district: String, isUnder25: Bool = false, isOldEnough: Bool = true
  ) -> Proposal {
    let day = Self.referenceDate
    let area = areas.first { area in area.neighbourhoods.contains { $0.name == district } }
    // Some live in the city without being residents.
    let isDomiciled = person.description.hasSuffix("7")
    var predicates = [
      Attribute(
        isDomiciled ? .domiciledIn : .residentIn, "\(area?.letter ?? "")/\(district)", from: .of("2019-01-01"))
    ]
    for (name, holds) in [("atLeast16On", isOldEnough), ("under25On", isUnder25)] where holds {
      if let name = AttributeName(name) { predicates.append(Attribute(name, day.description, from: day)) }
    }
    return desk.propose(
      PersonEnrolled(
        person: person, predicates: predicates, assurance: 3, attestedBy: .of(Self.registry), key: .of("k-\(person)")),
      by: Self.registry)
  }

  func fileCandidacies() async throws {
    let all = try filings()
    desk.set("2022-10-16", 23, 59)
    try await desk.expect(.windowClosed, of: all[0], by: all[0].person.description)
    let days: [StaticString] = ["2022-10-17", "2022-10-24", "2022-10-31", "2022-11-04"]
    let chunk = 180 / days.count
    for (index, day) in days.enumerated() {
      desk.set(day, 17)
      try await file(all[(index * chunk)..<((index + 1) * chunk)])
    }
    desk.set("2022-11-05", 12)
    try await desk.record(
      called(version: 2), by: Self.office, under: ActReference(number: "extension", date: .of("2022-11-05")))
    desk.set("2022-11-09", 12)
    let late = CandidacyFiled(
      election: Self.election, candidacy: "c901", person: Actor(person: Self.underAge), district: "Gaida")
    try await desk.expect(.underAge, of: late, by: late.person.description)
    try await file(all[180..<230])
    desk.set("2022-11-14", 23, 59)
    try await file(all[230...])
    try await desk.expect(.alreadyCandidate, of: all[3], by: all[3].person.description)
    desk.set("2022-11-15", 0)
    try await desk.expect(.windowClosed, of: late, by: late.person.description)
  }

  private func file(_ acts: ArraySlice<CandidacyFiled>) async throws {
    try await desk.record(acts.map { desk.propose($0, by: $0.person.description, channel: .online) })
  }

  private func filings() throws -> [CandidacyFiled] {
    func filing(_ id: String, _ person: ID<Person>, _ district: String, _ gender: Gender, _ name: String?) throws
      -> CandidacyFiled
    {
      CandidacyFiled(
        election: Self.election, candidacy: id, person: Actor(person: person), district: district,
        statementHash: desk.digest(), declarations: ["no list", "campaign without cost"], gender: gender,
        commitment: try name.map(desk.keep))
    }
    var all = try candidacies.map { try filing($0.id, $0.person, $0.district, $0.gender, $0.name) }
    all.append(try filing(Self.rejected.candidacy, Self.rejected.person, Self.rejected.district, .male, nil))
    all.append(try filing(Self.withdrawn.candidacy, Self.withdrawn.person, Self.withdrawn.district, .female, nil))
    return all
  }

  /// One is rejected with a reason, one withdraws: 245 of 247 are on the ballot paper.
  func decideCandidacies() async throws {
    desk.set("2022-11-16", 15)
    let unreasoned = CandidacyDecided(election: Self.election, candidacy: Self.rejected.candidacy, isAdmitted: false)
    try await desk.expect(.reasonMissing, of: unreasoned, by: "commission:1")
    try await desk.expect(.notCommission, of: unreasoned, by: Self.office)
    let admitted = candidacies.map(\.id) + [Self.withdrawn.candidacy]
    let alone = CandidacyDecided(election: Self.election, candidacy: admitted[0], isAdmitted: true)
    try await desk.expect(.noMajority, of: alone, by: "commission:1")
    // What the commission decided together stands in its minutes.
    let minutes = desk.digest()
    var acts = admitted.map {
      CandidacyDecided(election: Self.election, candidacy: $0, isAdmitted: true, minutesHash: minutes)
    }
    acts.append(
      CandidacyDecided(
        election: Self.election, candidacy: Self.rejected.candidacy, isAdmitted: false,
        reason: "the declaration on incompatible offices was not completed when asked for", minutesHash: minutes))
    let reference = ActReference(number: "commission 2022-11-16", date: .of("2022-11-16"))
    try await desk.record(acts.map { desk.propose($0, by: "commission:1", under: reference) })
    desk.set("2022-11-21", 9)
    try await desk.record(
      CandidacyWithdrawn(election: Self.election, candidacy: Self.withdrawn.candidacy),
      by: Actor(person: Self.withdrawn.person).description)
  }
}
