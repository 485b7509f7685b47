import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Proposals about a few persons and organisations at random, valid ones and others.
struct RandomSubjects {
  var random: SplitMix64
  private static let people = ["ada", "bruno", "carla"]
  private static let organisations = ["club", "band"]

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private mutating func someone() -> String { random.one(of: Self.people) }

  private mutating func organisation() -> ID<Organisation> { named(random.one(of: Self.organisations)) }

  /// A day within a week of the clock.
  private mutating func date(_ now: Instant) -> CivilDate {
    Instant(startOfDay: now.day + random.number(-7...7)).date ?? day("2026-01-01")
  }

  /// The next act, and who acts.
  mutating func next(_ now: Instant) -> (act: any Act, actor: Actor) {
    let someone = Actor(person: named(someone()))
    switch random.number(1...100) {
    case 1...10: return (enrolment(now), registryOffice)
    case 11...20: return (registration(), registryOffice)
    case 21...45: return (attestation(now), registryOffice)
    case 46...50: return (consent(now), random.chance(70) ? Actor(person: named("ada")) : someone)
    case 51:
      let act = OrganisationStruckOff(organisation: organisation(), reason: "it asked", effectiveOn: date(now))
      return (act, registryOffice)
    case 52...85: return (mandate(now), someone)
    default:
      let end = now.advanced(byMicroseconds: random.number(-3...100) * 3_600_000_000)
      let mandate: ID<Mandate> = named("m\(random.number(0...9))")
      return (MandateRevoked(organisation: organisation(), mandate: mandate, effectiveAt: end), someone)
    }
  }

  private mutating func enrolment(_ now: Instant) -> PersonEnrolled {
    let person = someone()
    let guardian = Attribute(.guardian, "person:ada", from: date(now))
    return PersonEnrolled(
      person: named(person), predicates: random.chance(50) ? [guardian] : [], assurance: 3, attestedBy: registryOffice,
      key: named(random.chance(90) ? "k-\(person)" : "k-ada"))
  }

  private mutating func registration() -> OrganisationRegistered {
    OrganisationRegistered(
      organisation: organisation(), name: "An organisation", taxCode: organisationCode(random.number(0...1)),
      legalForm: .association, statuteHash: digest(1), representative: Actor(person: named(someone())))
  }

  private mutating func attestation(_ now: Instant) -> AttributeAttested {
    let ofPerson = random.chance(40)
    let from = date(now)
    let last = random.chance(50) ? Instant(startOfDay: from.dayNumber + random.number(0...3)).date : nil
    let (name, value): (AttributeName, String) =
      ofPerson
      ? random.one(of: [(.residentIn, "F"), (.guardian, "person:ada")]) : (.representative, "person:\(someone())")
    return AttributeAttested(
      subject: ofPerson ? .person(named(someone())) : .organisation(organisation()),
      attribute: Attribute(name, value, from: from, to: last), attestor: registryOffice)
  }

  private mutating func consent(_ now: Instant) -> GuardianConsentRecorded {
    GuardianConsentRecorded(
      minor: named(someone()), guardian: Actor(person: named("ada")), scope: named("volunteering"),
      until: random.chance(60) ? date(now) : nil)
  }

  private mutating func mandate(_ now: Instant) -> MandateGranted {
    let from = now.advanced(byMicroseconds: random.number(-2...60) * 3_600_000_000)
    let hours: Int64? = random.chance(70) ? random.number(1...100) : nil
    return MandateGranted(
      organisation: organisation(), mandate: named("m\(random.number(0...9))"),
      delegate: Actor(person: named(someone())), kind: random.one(of: MandateKind.allCases),
      scopes: random.one(of: [[.sign], [.sit, .vote], [.sign, .sit]]),
      target: random.one(of: [
        .everything, .stream(StreamName(category: "agreement", named("garden") as ID<Agreement>)),
      ]),
      from: from, to: hours.map { from.advanced(byMicroseconds: $0 * 3_600_000_000) })
  }
}

/// Who could sign, told the long way from the acts of a log.
struct NaiveSignatories {
  private var registered: (act: OrganisationRegistered, at: Instant)?
  private var struckOff: OrganisationStruckOff?
  private var representatives: [(person: String, from: CivilDate, to: CivilDate?)] = []
  private var mandates: [(act: MandateGranted, end: Instant?)] = []

  init(_ organisation: ID<Organisation>, _ records: some Collection<[UInt8]>) throws {
    for (position, record) in records.enumerated() {
      let event = try RecordedEvent(position: Position(UInt64(position)), record: record)
      guard let act = event.act(.albo), act.stream == OrganisationRegistered.stream(of: organisation) else { continue }
      apply(act, event.envelope.recordedAt)
    }
  }

  private mutating func apply(_ act: any Act, _ recordedAt: Instant) {
    switch act {
    case let act as OrganisationRegistered: registered = (act, recordedAt)
    case let act as OrganisationStruckOff: struckOff = act
    case let act as MandateGranted: mandates.append((act, act.validTo))
    case let act as MandateRevoked:
      for index in mandates.indices where mandates[index].act.mandate == act.mandate {
        mandates[index].end = min(mandates[index].end ?? act.effectiveAt, act.effectiveAt)
      }
    case let act as AttributeAttested:
      let from = act.attribute.validFrom
      if let index = representatives.firstIndex(where: { $0.to == nil && $0.from < from }) {
        representatives[index].to = from.dayBefore
      }
      representatives.append((act.attribute.value, act.attribute.validFrom, act.attribute.validTo))
    default: return
    }
  }

  /// The persons who could sign at some time of the day, each as often as it has a ground.
  func signatories(on day: CivilDate) -> [String] {
    guard let registered, let first = registered.at.date, first <= day else { return [] }
    if let struckOff, struckOff.effectiveOn <= day { return [] }
    var people: [String] = []
    if let attested = representatives.first(where: { $0.from <= day && $0.to.map { day <= $0 } ?? true }) {
      people.append(attested.person)
    } else if !representatives.contains(where: { $0.from <= day && $0.to.map { first <= $0 } ?? true }) {
      people.append(registered.act.representative.description)
    }
    // Hour by hour, since everything here begins and ends at full hours.
    for (act, end) in mandates where act.scopes.contains(.sign) {
      let isLive = (Int64(0)..<24).contains { hour in
        let instant = day.start.advanced(byMicroseconds: hour * 3_600_000_000)
        return act.validFrom <= instant && end.map { instant < $0 } ?? true
      }
      if isLive { people.append(act.delegate.description) }
    }
    return people.sorted()
  }
}

/// Answers as of a day and a size of the log, over random histories.
@Suite struct SubjectHistoryTests {
  private struct Seen: Equatable {
    var organisations: [String: [UInt8]] = [:]
    var people: [String: [UInt8]] = [:]
  }

  /// What the ledger shows of everybody, as JSON; nothing for whoever is unknown.
  private func seen(_ ledger: CityLedger, at size: LogSize? = nil) async throws -> Seen {
    var seen = Seen()
    for id in ["club", "band"] {
      let answer = try? await ledger.ask(ShowOrganisation(organisation: named(id), at: size))
      seen.organisations[id] = try answer.map { try JSONText.encode($0) }
    }
    for id in ["ada", "bruno", "carla"] {
      let answer = try? await ledger.ask(ShowPerson(person: named(id), at: size))
      seen.people[id] = try answer.map { try JSONText.encode($0) }
    }
    return seen
  }

  /// Records random acts, and notes after each what the ledger shows.
  private func fill(_ city: CityFixture, seed: UInt64) async throws -> [(size: LogSize, seen: Seen)] {
    var subjects = RandomSubjects(seed: seed)
    for pseudonym in ["ada", "bruno"] { try await city.enrol(pseudonym) }
    try await city.register("club")
    var notes: [(LogSize, Seen)] = []
    for _ in 0..<120 {
      let (act, actor) = subjects.next(city.clock.now)
      if (try? await city.record(act, by: actor)) != nil {
        notes.append((try city.ledger.store.size, try await seen(city.ledger)))
      }
      city.clock.advance(minutes: subjects.random.number(0...4) * 60)
    }
    return notes
  }

  @Test(arguments: [UInt64](0..<4))
  func anAnswerAsOfASizeIsTheOneOfThen(_ seed: UInt64) async throws {
    try await CityFixture.with { city in
      let notes = try await fill(city, seed: seed)
      #expect(notes.count > 12)
      for (size, before) in notes {
        #expect(try await seen(city.ledger, at: size) == before, "size \(size), seed \(seed)")
      }
    }
  }

  @Test(arguments: [UInt64](0..<4))
  func signatoriesAreThoseOfTheActs(_ seed: UInt64) async throws {
    try await CityFixture.with { city in
      let sizes = try await fill(city, seed: seed).map(\.size)
      let records = try city.records()
      let start = HeldClock.start.day
      var found = 0
      for organisation in ["club", "band"].map({ named($0) as ID<Organisation> }) {
        for size in [sizes[sizes.count / 2], sizes[sizes.count - 1]] {
          let naive = try NaiveSignatories(organisation, records.prefix(Int(size.rawValue)))
          for number in (start - 8)...(start + 20) {
            guard let day = Instant(startOfDay: number).date else { continue }
            let question = OrganisationSignatories(organisation: organisation, on: day, at: size)
            let people = (try? await city.ledger.ask(question))?.item.signatories.map(\.person) ?? []
            #expect(people.sorted() == naive.signatories(on: day), "\(organisation) on \(day), \(size), seed \(seed)")
            found += people.count
          }
        }
      }
      #expect(found > 0)
    }
  }

  @Test(arguments: [UInt64](0..<4))
  func historiesReplay(_ seed: UInt64) async throws {
    try await CityFixture.with { city in
      let notes = try await fill(city, seed: seed)
      let commands = try ReplayLaw.check(try city.records(), "seed \(seed)")
      // Two enrolments and a registration come first.
      #expect(commands == notes.count + 3)
      #expect(try await city.verifyAfterClosing().damage == nil)
    }
  }
}
