import EventModel
import ParticipationLedger
import ParticipationModel

/// Members leave, and others follow.
extension Consulte2022 {
  /// A seat whose first holder resigns; the next on the list accepts.
  static let followed = (body: ID<Body>.of("area-a"), seat: ID<Seat>.of("santa-croce-2"))
  /// A seat that the next on the list declines and the one after accepts.
  static let declined = (body: ID<Body>.of("area-d"), seat: ID<Seat>.of("rosta-nuova-1"))

  func change() async throws {
    desk.set("2023-06-05", 10)
    try await accept(try await resign(Self.followed), Self.followed)
    desk.set("2023-06-12", 10)
    let first = try await resign(Self.declined)
    let declining = SeatDeclined(body: Self.declined.body, seat: Self.declined.seat, person: first)
    try await desk.record(declining, by: first.description)
    let next = try offered(try await desk.react())
    try await desk.expect(.notElected, of: try await seating(first, Self.declined), by: first.description)
    try await accept(next, Self.declined)
    desk.set("2023-06-19", 10)
    try await revoke(DesignatingOrganisation.all[2])
    desk.set("2023-06-30", 10)
    try await desk.react()
  }

  /// - Returns: the person to whom the ledger offers the seat.
  private func resign(_ place: (body: ID<Body>, seat: ID<Seat>)) async throws -> Actor {
    guard let member = try await members(of: place.body).first(where: { $0.seat == place.seat }) else {
      throw ScenarioError("nobody sits on \(place.seat)")
    }
    let act = MemberCeased(body: place.body, seat: place.seat, reason: .resigned, effectiveAt: desk.clock.now)
    try await desk.expect(.notEntitled, of: act, by: "person:somebody-else")
    try await desk.record(act, by: member.person.description)
    return try offered(try await desk.react())
  }

  private func offered(_ acts: [any Act]) throws -> Actor {
    guard let person = acts.compactMap({ ($0 as? SeatOffered)?.person }).first else {
      throw ScenarioError("the seat was offered to nobody")
    }
    return person
  }

  private func accept(_ person: Actor, _ place: (body: ID<Body>, seat: ID<Seat>)) async throws {
    try await desk.record(try await seating(person, place), by: person.description)
  }

  /// A substitute sits for the rest of the term.
  private func seating(
    _ person: Actor, _ place: (body: ID<Body>, seat: ID<Seat>)
  ) async throws -> MemberSeated {
    MemberSeated(
      body: place.body, seat: place.seat, person: person, title: .substitute, election: Self.election,
      from: desk.clock.now, to: try await termEnd(of: place.body),
      gender: candidacies.first { Actor(person: $0.person) == person }?.gender)
  }

  /// A mandate is taken back, and its member ceases.
  private func revoke(_ organisation: DesignatingOrganisation) async throws {
    let act = MandateRevoked(
      organisation: organisation.id, mandate: Self.mandate, reason: "a new board has another delegate",
      effectiveAt: desk.clock.now)
    try await desk.expect(.notRepresentative, of: act, by: Actor(person: organisation.delegate).description)
    try await desk.record(act, by: Actor(person: organisation.representative).description)
    guard try await desk.react().contains(where: { $0 is MemberCeased }) else {
      throw ScenarioError("the delegate of \(organisation.id) still sits")
    }
  }
}
