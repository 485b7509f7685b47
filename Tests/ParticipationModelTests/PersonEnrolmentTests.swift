import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// The office that enrols and registers in tests.
let registryOffice = person("office:registry")

/// The person with a pseudonym.
func individual(_ pseudonym: String) -> Actor { Actor(person: named(pseudonym)) }

extension MemoryCity {
  /// Enrols persons, each with the key `k-` and the pseudonym.
  func enrol(_ pseudonyms: String..., predicates: [Attribute] = []) throws {
    for pseudonym in pseudonyms {
      try record(PersonEnrolled.example(pseudonym, predicates), by: registryOffice)
    }
  }
}

extension PersonEnrolled {
  static func example(_ pseudonym: String, _ predicates: [Attribute] = [], assurance: UInt32 = 2) -> PersonEnrolled {
    PersonEnrolled(
      person: named(pseudonym), predicates: predicates, assurance: assurance, attestedBy: registryOffice,
      key: named("k-\(pseudonym)"))
  }
}

@Suite struct PersonEnrolmentTests {
  private let city = MemoryCity()
  private let resident = Attribute(.residentIn, "F/Gavasseto", from: day("2020-01-01"))

  @Test func anOfficeEnrolsUnderItsOwnName() throws {
    let act = PersonEnrolled.example("ada")
    city.expect(.attestorNotCompetent, act, by: person("office:other"))
    city.expect(.notEntitled, act, by: individual("ada"))
    var own = act
    own.attestedBy = individual("ada")
    city.expect(.notEntitled, own, by: individual("ada"))
    try city.record(act, by: registryOffice)
    #expect(SubjectLookup.isEnrolled(individual("ada"), city.rows))
    #expect(!SubjectLookup.isEnrolled(individual("bruno"), city.rows))
    #expect(!SubjectLookup.isEnrolled(registryOffice, city.rows))
  }

  @Test func competencesAreNotAttestedAtTheEnrolment() throws {
    let competence = try #require(AttributeName("competence.gardening"))
    let act = PersonEnrolled.example("ada", [Attribute(competence, "roses", from: day("2020-01-01"))])
    city.expect(.attestorNotCompetent, act, by: registryOffice)
  }

  @Test func aPseudonymAndAKeyAreUsedOnce() throws {
    try city.enrol("ada")
    var again = PersonEnrolled.example("ada")
    again.key = named("k2")
    city.expect(.alreadyEnrolled, again, by: registryOffice)
    var other = PersonEnrolled.example("bruno")
    other.key = named("k-ada")
    city.expect(.alreadyEnrolled, other, by: registryOffice)
    try city.enrol("bruno")
  }

  @Test func attributesNeedSubstantialAssurance() throws {
    city.expect(.assuranceTooLow, PersonEnrolled.example("ada", [resident], assurance: 1), by: registryOffice)
    try city.record(PersonEnrolled.example("ada", assurance: 1), by: registryOffice)
    try city.record(PersonEnrolled.example("bruno", [resident], assurance: 2), by: registryOffice)
  }

  @Test func predicatesHoldOnTheirDays() throws {
    let position = city.next
    try city.enrol(
      "ada",
      predicates: [
        Attribute(.residentIn, "F", from: day("2020-01-01"), to: day("2020-12-31")),
        Attribute(.residentIn, "G", from: day("2021-01-01")),
        Attribute(.guardian, "person:p1", from: day("2020-01-01")),
        Attribute(.guardian, "person:p2", from: day("2020-01-01")),
      ])
    func homes(_ text: String) -> [String] {
      SubjectLookup.values(of: "residentIn", for: individual("ada"), on: day(text), city.rows).map(\.value)
    }
    #expect(homes("2019-12-31").isEmpty && homes("2020-01-01") == ["F"] && homes("2020-12-31") == ["F"])
    #expect(homes("2021-01-01") == ["G"] && homes("9999-12-31") == ["G"])
    let guardians = SubjectLookup.values(of: "guardian", for: individual("ada"), on: day("2022-02-02"), city.rows)
    #expect(guardians.map(\.value) == ["person:p1", "person:p2"] && guardians.map(\.position) == [position, position])
    #expect(SubjectLookup.values(of: "residentIn", for: individual("x"), on: day("2021-01-01"), city.rows).isEmpty)
    #expect(SubjectLookup.values(of: "no name", for: individual("ada"), on: day("2021-01-01"), city.rows).isEmpty)
  }

  @Test func enrolmentIsDecidedBeforeItsKeyIsAnothers() throws {
    // The row of the key is no row of the person: two persons' streams meet in it.
    try city.enrol("ada")
    #expect(city.rows.rows.keys.contains { $0.stream.description == "ledger/log" && $0.kind == 1 })
  }
}
