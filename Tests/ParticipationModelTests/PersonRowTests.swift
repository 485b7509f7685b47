import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Rows about persons and organisations are read as they were written.
@Suite struct PersonRowTests {
  /// A city in which every kind of row about persons and organisations was written in every state.
  private func city() throws -> MemoryCity {
    let city = MemoryCity()
    let (club, ada) = (named("club") as ID<Organisation>, individual("ada"))
    try city.register()
    try city.enrol("bruno")
    try city.enrol("mia", predicates: [Attribute(.guardian, "person:ada", from: day("2020-01-01"))])
    for (value, from) in [("F", "2020-01-01"), ("G", "2021-01-01")] {
      let home = Attribute(.residentIn, value, from: day(from))
      let attested = AttributeAttested(subject: .person(named("ada")), attribute: home, attestor: registryOffice)
      try city.record(attested, by: registryOffice)
    }
    for until in [day("2024-01-01"), nil, day("2024-02-01")] {
      let consent = GuardianConsentRecorded(
        minor: named("mia"), guardian: ada, scope: named("volunteering"), until: until)
      try city.record(consent, by: ada)
    }
    try city.record(MandateGranted.example("m", 0...100), by: ada)
    try city.record(MandateGranted.example("n", target: .everything), by: ada)
    try city.record(
      MandateRevoked(organisation: club, mandate: named("m"), effectiveAt: MemoryCity.minute(30)), by: ada)
    let key = MandateRow.key(club, named("n"))
    city.rows.update(key, as: MandateRow.self) {
      $0.seats.append(HeldSeat(body: named("area-f"), seat: named("s")))
    }
    try city.strikeOff(on: day("2023-12-01"))
    return city
  }

  @Test func rowsComeBack() throws {
    let stored = try city().rows.stored
    #expect(Set(stored.map { "\($0.type)" }).count == 9)
    for (type, row) in stored { #expect(!row.isEmpty && type.init(row: row)?.row == row, "\(type)") }
  }

  @Test func damagedRowsAreNotMistaken() throws {
    var random = SplitMix64(seed: 9)
    for (type, row) in try city().rows.stored {
      for _ in 0..<50 {
        var damaged = row
        damaged[random.number(0...row.count - 1)] = random.number(0...255)
        if let value = type.init(row: damaged) { #expect(type.init(row: value.row)?.row == value.row, "\(type)") }
      }
      #expect(type.init(row: row + [0xFF]) == nil, "\(type)")
    }
  }
}
