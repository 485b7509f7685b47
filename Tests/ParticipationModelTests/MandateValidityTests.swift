import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Whether a mandate holds for an act.
@Suite struct MandateValidityTests {
  private let city = MemoryCity()
  private let area = StreamName(category: "body", named("area-f") as ID<Body>)

  private func prepare(_ granted: MandateGranted = .example("m", 10...200)) throws {
    try city.register()
    try city.enrol("bruno")
    try city.record(granted, by: individual("ada"))
  }

  private func validity(
    _ mandate: String = "m", of organisation: Actor? = nil, delegate: String = "bruno", scope: MandateScope = .sit,
    target: StreamName? = nil, at minute: Int64 = 10
  ) -> Result<MandateRow, Rejection> {
    Result { () throws(Rejection) in
      try SubjectLookup.validMandate(
        named(mandate), of: organisation ?? Actor(organisation: named("club")), delegate: individual(delegate),
        scope: scope, target: target ?? area, at: MemoryCity.minute(minute), city.rows)
    }
  }

  private func expectInvalid(
    _ result: Result<MandateRow, Rejection>, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard case .failure(let refusal) = result else {
      Issue.record("the mandate is valid", sourceLocation: sourceLocation)
      return
    }
    #expect(refusal.code == .mandateInvalid && !refusal.message.isEmpty, sourceLocation: sourceLocation)
  }

  @Test func itHoldsForItsDelegateScopeTargetAndTime() throws {
    try prepare()
    let row = try validity().get()
    #expect(row.id == named("m") && row.delegate == individual("bruno") && row.kind == .effective && row.seats.isEmpty)
    _ = try validity(scope: .vote, at: 199).get()
    expectInvalid(validity("n"))
    expectInvalid(validity(of: Actor(organisation: named("band"))))
    expectInvalid(validity(of: individual("ada")))
    expectInvalid(validity(delegate: "ada"))
    expectInvalid(validity(scope: .sign))
    expectInvalid(validity(target: StreamName(category: "body", named("area-g") as ID<Body>)))
    expectInvalid(validity(at: 9))
    expectInvalid(validity(at: 200))
  }

  @Test func aMandateForEverythingHoldsEverywhere() throws {
    try prepare(.example("m", scopes: [.sign], target: .everything))
    _ = try validity(scope: .sign, target: StreamName(category: "agreement", named("garden") as ID<Agreement>)).get()
    _ = try validity(scope: .sign, at: 1_000_000).get()
  }

  @Test func itEndsWithItsRevocation() throws {
    try prepare()
    let revocation = MandateRevoked(
      organisation: named("club"), mandate: named("m"), effectiveAt: MemoryCity.minute(50))
    let position = try city.record(revocation, by: individual("ada"))
    _ = try validity(at: 49).get()
    expectInvalid(validity(at: 50))
    guard case .failure(let refusal) = validity(at: 50) else { return }
    #expect(refusal.positions.contains(position))
  }

  @Test func itEndsWithTheOrganisation() throws {
    try prepare()
    try city.strikeOff(on: day("2023-11-15"))
    _ = try validity(at: 106).get()
    expectInvalid(validity(at: 107))
  }

  @Test func seatsAreKeptInItsRow() throws {
    try prepare()
    var row = try validity().get()
    row.seats = [
      HeldSeat(body: named("area-f"), seat: named("s1")), HeldSeat(body: named("area-g"), seat: named("s2")),
    ]
    city.rows.set(MandateRow.key(named("club"), named("m")), to: row)
    #expect(try validity().get().seats == row.seats)
  }
}
