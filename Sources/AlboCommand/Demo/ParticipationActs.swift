import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel

/// A proposal, an agreement and a volunteer's hours, with refusals along the way.
struct ParticipationActs {
  let ledger: SocketAccess

  func record() async throws {
    print("\n── Other acts through the socket, and what is refused")
    try await proposal()
    try await agreement()
    try await volunteer()
  }

  private func proposal() async throws {
    let id = ID<CitizenProposal>.demo("bike-lane")
    try await ledger.mustRecord(
      Generated.proposal(
        ProposalPublished(
          proposal: id, title: "A bicycle lane along via Emilia", kind: .petition,
          authors: ["committee:bike"].compactMap { Actor($0) }, area: "Nord", textHash: Generated.digest(1),
          threshold: 20, admissibility: "determination 12/2026"), by: "office:participation"))
    for person in 0..<25 {
      let support = SupportGiven(proposal: id, version: 1, supporterTag: Generated.digest(1000 + UInt64(person)))
      try await ledger.mustRecord(Generated.proposal(support, by: "desk:online", channel: .online))
    }
    let again = SupportGiven(proposal: id, version: 1, supporterTag: Generated.digest(1003))
    try await ledger.mustRefuse(Generated.proposal(again, by: "desk:online", channel: .online))
    try await ledger.mustRecord(
      Generated.proposal(
        ProposalAnswered(
          proposal: id, version: 1, outcome: .partly, reasons: "The first kilometre is in the plan of next year.",
          office: Actor("office:mobility") ?? .ledger,
          commitments: [
            .init(
              id: .demo("lane-1"), action: "Build the first kilometre", dueBy: CivilDate("2027-10-31"),
              cents: 42_000_000)
          ]), by: "office:mobility"))
  }

  private func agreement() async throws {
    let id = ID<Agreement>.demo("garden")
    try await association()
    let parties = ["office:participation", "org:green-hands", "person:4711"].compactMap { Actor($0) }
    var opening = Generated.proposal(
      AgreementOpened(
        agreement: id, title: "Care of the garden of via Bolzano", kind: .citizenship, textHash: Generated.digest(2),
        parties: parties.map { AgreementParty(party: $0, isRequired: $0 != parties[2]) }, place: "via Bolzano"),
      by: "office:participation")
    opening.actReference = CivilDate("2026-03-12").map { ActReference(number: "88/2026", date: $0) }
    try await ledger.mustRecord(opening)
    let wrong = AgreementSigned(agreement: id, version: 1, party: parties[1], textHash: Generated.digest(3))
    try await ledger.mustRefuse(Generated.proposal(wrong, by: Self.representative))
    func signature(_ party: Actor) -> AgreementSigned {
      AgreementSigned(agreement: id, version: 1, party: party, textHash: Generated.digest(2))
    }
    try await ledger.mustRefuse(Generated.proposal(signature(parties[0]), by: "person:4711"))
    try await ledger.mustRecord(Generated.proposal(signature(parties[0]), by: "office:participation"))
    try await ledger.mustRecord(Generated.proposal(signature(parties[1]), by: Self.representative))
  }

  private static let representative = "person:p-4712"

  /// An association whose representative can sign.
  private func association() async throws {
    let registry = "office:registry"
    try await ledger.mustRecord(
      Generated.proposal(
        PersonEnrolled(
          person: .demo("p-4712"), assurance: 3, attestedBy: Actor(static: "office:registry"), key: .demo("k-4712")),
        by: registry))
    try await ledger.mustRecord(
      Generated.proposal(
        OrganisationRegistered(
          organisation: .demo("green-hands"), name: "Green hands", taxCode: "01234567897", legalForm: .association,
          statuteHash: Generated.digest(4), representative: Actor(static: "person:p-4712")), by: registry))
  }

  private func volunteer() async throws {
    let id = ID<Volunteer>.demo("v-0412")
    let day = Instant(microseconds: SystemClock().now.day * 86_400_000_000 - 86_400_000_000)
    func note(_ entry: String, _ start: Int64, _ end: Int64) -> HoursNote {
      HoursNote(
        id: entry, project: .demo("library"), start: day.advanced(byMicroseconds: start * 3_600_000_000),
        end: day.advanced(byMicroseconds: end * 3_600_000_000))
    }
    for entry in [note("e1", 9, 12), note("e2", 14, 17)] {
      try await ledger.mustRecord(Generated.proposal(HoursLogged(volunteer: id, entry: entry), by: "volunteer:v-0412"))
    }
    let overlapping = HoursLogged(volunteer: id, entry: note("e3", 11, 13))
    try await ledger.mustRefuse(Generated.proposal(overlapping, by: "volunteer:v-0412"))
    let review = HoursReviewed(volunteer: id, entry: "e1", outcome: .confirmed)
    try await ledger.mustRefuse(Generated.proposal(review, by: "volunteer:v-0412"))
    try await ledger.mustRecord(Generated.proposal(review, by: "office:participation"))
    let correction = HoursCorrected(
      volunteer: id, entry: "e2", replacement: note("e2b", 14, 16), reason: "left an hour earlier",
      requestedBy: Actor(static: "volunteer:v-0412"))
    try await ledger.mustRecord(Generated.proposal(correction, by: "office:participation"))
  }
}
