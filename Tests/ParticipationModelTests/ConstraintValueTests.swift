import EventModel
import ParticipationModel
import Testing

/// Constraint rows are read as they were written.
@Suite struct ConstraintValueTests {
  /// A city in which every kind of row was written in every state.
  private func city() throws -> MemoryCity {
    let city = try MemoryCity.voting(
      .example(.init(kind: .approval, choices: 1...2, isRevisable: true), districts: ["Nord", "Sud"]))
    try city.record(BallotCast.of(1, ["a"], district: "Nord"), channel: .online)
    let ballot = try city.record(BallotCast.of(1, ["b"], district: "Sud"), channel: .paper)
    try city.record(
      BallotAnnulled(
        election: named("e"), ballot: ballot, voterTag: digest(1), ground: "a double", decidedBy: commissioners,
        minutesHash: digest(8)), by: commissioners[0], reference: reference)
    let proposal = ProposalPublished(
      proposal: named("p"), title: "A path", kind: .request, authors: [person("ada")], textHash: digest(1),
      supportTo: MemoryCity.minute(60), admissibility: "1/2023")
    try city.record(proposal)
    try city.record(SupportGiven(proposal: named("p"), version: 1, supporterTag: digest(2)))
    try city.record(
      ProposalAnswered(
        proposal: named("p"), version: 1, outcome: .rejected, reasons: "No money.", office: person("office:desk")))
    try agree(in: city)
    try work(in: city)
    try city.close()
    try city.record(ResultCertified(election: named("e")), by: commissioners[0])
    return city
  }

  private func agree(in city: MemoryCity) throws {
    let parties = [individual("ada"), individual("bruno")]
    try city.record(
      AgreementOpened(
        agreement: named("a"), title: "The park", kind: .pact, textHash: digest(1),
        parties: parties.map { AgreementParty(party: $0, isRequired: true) }), reference: reference)
    for party in parties {
      let act = AgreementSigned(agreement: named("a"), version: 1, party: party, textHash: digest(1))
      try city.record(act, by: party)
    }
  }

  private func work(in city: MemoryCity) throws {
    city.now = MemoryCity.minute(30)
    for (entry, start) in [("x", Int64(-100)), ("y", -50), ("z", 0)] {
      try city.record(
        HoursLogged(volunteer: named("v"), entry: .of(entry, start, start + 20)), by: person("volunteer:v"))
    }
    try city.record(HoursReviewed(volunteer: named("v"), entry: "x", outcome: .confirmed))
    try city.record(HoursReviewed(volunteer: named("v"), entry: "y", outcome: .rejected, reason: "no"))
    try city.record(
      HoursCorrected(
        volunteer: named("v"), entry: "z", replacement: nil, reason: "a slip", requestedBy: person("volunteer:v")))
  }

  @Test func rowsComeBack() throws {
    let stored = try city().rows.stored
    #expect(Set(stored.map { "\($0.type)" }).count == 9)
    for (type, row) in stored { #expect(type.init(row: row)?.row == row, "\(type)") }
  }

  @Test func rowsAreNeverEmpty() throws {
    // `evolve` removes a row if there is nothing left to say.
    let rows = try city().rows.rows
    for (key, row) in rows { #expect(!row.isEmpty, "\(key)") }
  }

  @Test func damagedRowsAreNotMistaken() throws {
    var random = SplitMix64(seed: 8)
    for (type, row) in try city().rows.stored {
      for _ in 0..<20 {
        var damaged = row
        damaged[random.number(0...row.count - 1)] = random.number(0...255)
        // Whatever it is taken for, it is no crash, and what was read is written the same.
        if let value = type.init(row: damaged) { #expect(type.init(row: value.row)?.row == value.row, "\(type)") }
      }
      #expect(type.init(row: row + [0xFF]) == nil, "\(type)")
    }
  }
}
