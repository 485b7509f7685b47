import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Projections read the acts that they declare, no others, and all of them.
@Suite struct ViewRoutingTests {
  /// In some history, rows are different if a view is not shown one of its acts. That a view reads no act beside them
  /// is looked at in every history (`CityFixture.checkViews`).
  @Test func everyActThatAViewDeclaresChangesRowsOfIt() async throws {
    var ignored: [String: Set<ActType>] = [:]
    for view in CityLedger.projections { ignored[view.definition.name] = view.definition.declared }
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 1)
      try remove(from: &ignored, city)
    }
    try await CityFixture.with { city in
      try await city.recordCouncil(seed: 1, proposals: 1500)
      try remove(from: &ignored, city)
    }
    try await CityFixture.with { city in
      try await city.recordSubjects(seed: 1, proposals: 700)
      try remove(from: &ignored, city)
    }
    try await CouncilFixture.with { council in
      try await council.meet()
      try await council.vote("plan", item: "plan")
      try await council.vote("officers", .officers, officers: ["d1", "d2"])
      try remove(from: &ignored, council.city)
    }
    try await CityFixture.with { city in
      try await city.recordAmendments()
      try remove(from: &ignored, city)
    }
    #expect(ignored.filter { !$0.value.isEmpty } == [:])
  }

  /// Removes the acts that views read in a city's history.
  private func remove(from ignored: inout [String: Set<ActType>], _ city: CityFixture) throws {
    try city.checkViews("\(city.path)")
    let log = try MemoryLedger(try city.records())
    let recorded = try log.types
    for view in CityLedger.projections {
      let (name, acts) = (view.definition.name, view.definition.acts)
      let whole = try MemoryView(view, of: log) { acts.contains($0) }
      for act in (ignored[name] ?? []).intersection(recorded) {
        let without = try MemoryView(view, of: log) { $0 != act && acts.contains($0) }
        if without != whole { ignored[name]?.remove(act) }
      }
    }
  }

  @Test func noViewDeclaresAnActThatIsNotRegistered() {
    for view in CityLedger.projections {
      #expect(view.definition.declared.isSubset(of: ActRegistry.albo.types), "\(view.definition.name)")
      #expect(view.definition.acts != .every && view.definition.acts != [], "\(view.definition.name)")
    }
  }
}

extension CityFixture {
  /// Persons, organisations, councils and their elections at random, with the ledger's reactions.
  func recordCouncil(seed: UInt64, proposals: Int) async throws {
    var source = RandomCouncil(seed: seed)
    var next = Position(0)
    let enrolments = RandomCouncil.people.map { source.make(source.enrolment(of: $0), RandomCouncil.office) }
    _ = try await ledger.record(enrolments, by: Self.submitter)
    for step in 0..<proposals {
      clock.advance(minutes: source.random.chance(1) ? 240 : source.random.number(0...3))
      _ = try await ledger.record([source.proposal(at: clock.now)], by: Self.submitter)
      if step.isMultiple(of: 20) { try await ledger.react() }
      while try ledger.store.size.contains(next) {
        for event in try ledger.store.read(from: next).events {
          if let act = event.act(.albo) { source.observe(act, by: event.envelope.actor, at: event.position) }
          next = Position(event.position.rawValue + 1)
        }
      }
    }
    clock.advance(minutes: 600)
    try await ledger.react()
  }

  /// Persons and organisations at random, with attributes, mandates and consents.
  func recordSubjects(seed: UInt64, proposals: Int) async throws {
    var subjects = RandomSubjects(seed: seed)
    for pseudonym in ["ada", "bruno"] { try await enrol(pseudonym) }
    try await register("club")
    for _ in 0..<proposals {
      let (act, actor) = subjects.next(clock.now)
      _ = try await ledger.record([proposal(act, by: actor)], by: Self.submitter)
      clock.advance(minutes: subjects.random.number(0...4) * 60)
    }
  }
}
