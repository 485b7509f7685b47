import EventModel
import ParticipationModel

/// Members whom organisations designate.
extension Consulte2022 {
  static let appointment = ActReference(number: "417/2023", date: .of("2023-03-01"))
  static let mandate = ID<Mandate>.of("council-2023")

  func designate() async throws {
    desk.set("2022-12-20", 10)
    try await desk.record(DesignatingOrganisation.all.flatMap(persons))
    try await desk.record(DesignatingOrganisation.all.map { desk.propose(registration($0), by: Self.registry) })
    var again = registration(DesignatingOrganisation.all[0])
    again.organisation = .of("gelso-2")
    try await desk.expect(.taxCodeTaken, of: again, by: Self.registry)
    desk.set("2023-02-08", 10)
    try await desk.record(DesignatingOrganisation.all.flatMap(mandates))
    try await refuseMandates()
    desk.set("2023-03-01", 9)
    let end = try await termEnd(of: areas[0].body)
    try await desk.record(
      DesignatingOrganisation.all.map {
        desk.propose(seating($0, until: end), by: Self.office, under: Self.appointment)
      })
    var twice = seating(DesignatingOrganisation.all[0], until: end)
    twice.person = Actor(person: DesignatingOrganisation.all[1].delegate)
    try await desk.expect(.seatTaken, of: twice, by: Self.office)
  }

  private func persons(_ organisation: DesignatingOrganisation) -> [Proposal] {
    var ids = [organisation.representative, organisation.delegate]
    if organisation.hasSubstitute { ids.append(organisation.substitute) }
    return ids.map { id in
      desk.propose(
        PersonEnrolled(person: id, assurance: 3, attestedBy: .of(Self.registry), key: .of("k-\(id)")), by: Self.registry
      )
    }
  }

  private func registration(_ organisation: DesignatingOrganisation) -> OrganisationRegistered {
    let isInformal = organisation.legalForm == .informalGroup
    return OrganisationRegistered(
      organisation: organisation.id, name: organisation.name, taxCode: organisation.taxCode,
      legalForm: organisation.legalForm, territories: [areas[organisation.area].letter],
      statuteHash: isInformal ? nil : desk.digest(), representative: Actor(person: organisation.representative),
      contacts: isInformal ? [Actor(person: organisation.delegate)] : [])
  }

  private func mandates(_ organisation: DesignatingOrganisation) -> [Proposal] {
    var acts = [grant(organisation, Self.mandate, to: organisation.delegate, .effective)]
    if organisation.hasSubstitute {
      acts.append(grant(organisation, .of("substitute-2023"), to: organisation.substitute, .substitute))
    }
    return acts.map { desk.propose($0, by: Actor(person: organisation.representative).description) }
  }

  private func grant(
    _ organisation: DesignatingOrganisation, _ mandate: ID<Mandate>, to delegate: ID<Person>, _ kind: MandateKind
  ) -> MandateGranted {
    MandateGranted(
      organisation: organisation.id, mandate: mandate, delegate: Actor(person: delegate), kind: kind,
      scopes: [.sit, .vote], target: .stream(BodyEstablished.stream(of: areas[organisation.area].body)),
      from: desk.clock.now, evidenceHash: desk.digest())
  }

  private func refuseMandates() async throws {
    let (first, second) = (DesignatingOrganisation.all[0], DesignatingOrganisation.all[1])
    let other = grant(first, .of("another"), to: second.delegate, .effective)
    try await desk.expect(.mandateLimit, of: other, by: Actor(person: first.representative).description)
    try await desk.expect(.subDelegation, of: other, by: Actor(person: first.delegate).description)
  }

  private func seating(_ organisation: DesignatingOrganisation, until end: Instant?) -> MemberSeated {
    MemberSeated(
      body: areas[organisation.area].body, seat: .of(organisation.category),
      person: Actor(person: organisation.delegate), title: .designated,
      organisation: Actor(organisation: organisation.id), mandate: Self.mandate, from: desk.clock.now,
      to: end, gender: organisation.delegateGender)
  }
}
