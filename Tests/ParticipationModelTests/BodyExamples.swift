import EventModel
import ParticipationModel
import TransparencyLog

/// The office that tests act as.
let clerk = person("office:participation")

extension BodyRules {
  /// More than half of the members in office; two days of notice, twelve hours if it is urgent.
  static func example(officers: UInt32 = 2) -> BodyRules {
    BodyRules(
      firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2, isExceeding: true),
      secondCall: QuorumRule(base: .present, minimum: 2), absences: 2, noticeDays: 2, urgentNoticeHours: 12,
      officers: officers, hasBalancedOfficers: true)
  }
}

extension BodyEstablished {
  /// A council of three elected seats, one by right, and two that organisations fill.
  static func example(_ rules: BodyRules = .example()) -> BodyEstablished {
    let bases: [(String, SeatBasis)] = [
      ("e1", .elected), ("e2", .elected), ("e3", .elected), ("r1", .byRight), ("d1", .designated), ("d2", .designated),
    ]
    return BodyEstablished(
      body: named("c"), title: "Area council F", kind: .areaCouncil, area: "F", neighbourhoods: ["Nord"],
      seats: bases.map { BodySeat(id: named($0), basis: $1, constituency: "Nord") }, rules: rules, termYears: 5)
  }
}

extension MemberSeated {
  /// A seating by the result of the election `e`, from the present.
  static func of(
    _ holder: String, on seat: String, as title: SeatTitle = .elected, gender: Gender? = nil,
    from: Instant = MemoryCity.minute(0), to: Instant? = nil
  ) -> MemberSeated {
    MemberSeated(
      body: named("c"), seat: named(seat), person: Actor(unchecked: holder), title: title, election: named("e"),
      from: from,
      to: to, gender: gender)
  }

  /// A seating by the mandate `m` of the club.
  static func delegate(
    _ holder: String = "person:gina", on seat: String = "d1", mandate: String = "m",
    from: Instant = MemoryCity.minute(0)
  ) -> MemberSeated {
    MemberSeated(
      body: named("c"), seat: named(seat), person: Actor(unchecked: holder), title: .designated,
      organisation: Actor(organisation: named("club")), mandate: named(mandate), from: from)
  }
}

extension MemberCeased {
  /// A cessation at a minute from the start.
  static func of(_ seat: String, _ reason: CessationReason = .moved, at minute: Int64 = 0) -> MemberCeased {
    MemberCeased(body: named("c"), seat: named(seat), reason: reason, effectiveAt: MemoryCity.minute(minute))
  }
}

extension MeetingHeld {
  /// An hour from a minute on, with these seats.
  static func of(_ meeting: String, at minute: Int64, _ seats: [String], excused: [String] = []) -> MeetingHeld {
    MeetingHeld(
      body: named("c"), meeting: named(meeting), openedAt: MemoryCity.minute(minute),
      closedAt: MemoryCity.minute(minute + 60), attendance: seats.map { Attendance(seat: named($0)) },
      excused: excused.map { named($0) })
  }
}

extension MemoryCity {
  /// A day in minutes.
  static let minutesADay: Int64 = 1440

  /// A city with the example council, and the result of the election `e`: ada, bruno and carla are elected, dario sits
  /// by right, and elena, fabio and ugo are next, in this order.
  static func council(_ established: BodyEstablished = .example()) throws -> MemoryCity {
    let city = MemoryCity()
    try city.record(established, by: clerk)
    let winners = [
      ("e1", "ada", Gender.female), ("e2", "bruno", .male), ("e3", "carla", .female), ("r1", "person:dario", .male),
    ]
    let entries: [(String, Gender, ResultRow.State)] = [
      ("ada", .female, .elected), ("bruno", .male, .elected), ("carla", .female, .elected),
      ("person:dario", .male, .elected), ("elena", .female, .next), ("fabio", .male, .next), ("ugo", .male, .next),
    ]
    city.rows.set(
      ResultRow.key(named("e")),
      to: ResultRow(
        certifiedAt: Position(0),
        elected: winners.map { seat, winner, gender in
          .init(
            body: named("c"), seat: seat, district: "Nord", person: person(winner), gender: gender,
            isByRight: seat == "r1")
        },
        lists: [
          .init(
            district: "Nord", entries: entries.map { .init(person: person($0), gender: $1, state: $2) })
        ]))
    return city
  }

  /// A city whose council has its elected members, ada (F), bruno (M) and carla (F).
  static func sitting(_ established: BodyEstablished = .example()) throws -> MemoryCity {
    let city = try council(established)
    for (holder, seat, gender) in [
      ("ada", "e1", Gender.female), ("bruno", "e2", .male), ("carla", "e3", .female),
    ] {
      try city.record(MemberSeated.of(holder, on: seat, gender: gender), by: clerk)
    }
    return city
  }

  /// Registers the club with its representative rita, and gives a person a mandate for the council.
  func mandate(
    _ mandate: String = "m", to delegate: String = "gina", _ kind: MandateKind = .effective, validTo: Instant? = nil
  ) throws {
    for name in ["rita", delegate] where !SubjectLookup.isEnrolled(Actor(person: named(name)), rows) {
      let act = PersonEnrolled(person: named(name), assurance: 2, attestedBy: clerk, key: named("k-\(name)"))
      try record(act, by: clerk)
    }
    if version(of: OrganisationRegistered.stream(of: named("club"))) == 0 {
      let act = OrganisationRegistered(
        organisation: named("club"), name: "The club", taxCode: "01234567897", legalForm: .association,
        statuteHash: digest(1), representative: person("person:rita"))
      try record(act, by: clerk)
    }
    let act = MandateGranted(
      organisation: named("club"), mandate: named(mandate), delegate: Actor(person: named(delegate)), kind: kind,
      scopes: [.sit], target: .stream(BodyEstablished.stream(of: named("c"))), from: now, to: validTo)
    try record(act, by: person("person:rita"))
  }

  /// Calls a meeting for two days and some minutes from now, and goes to the end of its first hour.
  ///
  /// - Returns: the minute from the start at which it opens.
  @discardableResult func convene(
    _ meeting: String, _ kind: MeetingKind = .session, call: UInt32 = 1, agenda: [AgendaItem] = []
  ) throws -> Int64 {
    let opening = (now.microseconds - Self.minute(0).microseconds) / 60_000_000 + 2 * Self.minutesADay
    let act = MeetingConvened(
      body: named("c"), meeting: named(meeting), kind: kind, call: call, scheduledFor: Self.minute(opening),
      agenda: agenda)
    try record(act, by: clerk)
    now = Self.minute(opening + 60)
    return opening
  }

  /// Calls and holds a meeting with these seats.
  @discardableResult func meet(
    _ meeting: String, _ seats: [String], excused: [String] = [], _ kind: MeetingKind = .session, call: UInt32 = 1,
    agenda: [AgendaItem] = []
  ) throws -> Position {
    let opening = try convene(meeting, kind, call: call, agenda: agenda)
    return try record(MeetingHeld.of(meeting, at: opening, seats, excused: excused), by: clerk)
  }

  /// What a single act becomes.
  func only<Value: Act>(_ act: Value, by actor: Actor = clerk) throws -> Value? {
    try decide(act, by: actor).first as? Value
  }
}
