import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// What stands on paper is recorded by one of two operators, and countersigned by the other.
@Suite struct TranscriptionTests {
  private let city = MemoryCity()
  private let one = "unix:1001"
  private let two = "unix:1002"

  private func opened(_ name: String = "t", until minute: Int64 = 1000) -> TranscriptionOpened {
    TranscriptionOpened(
      transcription: named(name), source: "the register of 2022", categories: ["person", "election"],
      done: MemoryCity.minute(-100_000)..<MemoryCity.minute(0), recordUntil: MemoryCity.minute(minute),
      operators: [one, two])
  }

  private func open() throws -> Position { try city.record(opened(), by: clerk, reference: reference) }

  /// Records the enrolment of a person, done at a minute.
  @discardableResult private func enrol(
    _ name: String, at minute: Int64? = -1000, by recorder: String, under: Position
  ) throws -> Position {
    try city.record(
      PersonEnrolled.example(name), by: registryOffice, recorder: recorder, occurredAt: minute.map(MemoryCity.minute),
      under: under)
  }

  private func refuses(
    _ code: RejectionCode, _ act: any CityAct = PersonEnrolled.example("x"), at minute: Int64? = -1000,
    by recorder: String, under: Position, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    city.expect(
      code, act, by: registryOffice, recorder: recorder, occurredAt: minute.map(MemoryCity.minute), under: under,
      sourceLocation: sourceLocation)
  }

  /// The RFC 6962 root, as the document defines it.
  private func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
    guard let first = leaves.first else { return .emptyRoot }
    guard leaves.count > 1 else { return first }
    var left = 1
    while left * 2 < leaves.count { left *= 2 }
    let middle = leaves.startIndex + left
    return .node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  /// The countersignature of the records at these positions.
  private func checked(_ positions: [Position]) -> TranscriptionChecked {
    let leaves = positions.map { MerkleHash.leaf(city.records[Int($0.rawValue)]) }
    return TranscriptionChecked(
      transcription: named("t"), upTo: positions.last ?? 0, count: UInt64(positions.count), root: root(leaves[...]))
  }

  @Test func itIsOpenedOnceByAnActAndBeforeItsEnd() throws {
    city.expect(.actReferenceMissing, opened(), by: clerk)
    city.expect(.deadlinePassed, opened(until: 0), by: clerk, reference: reference)
    try city.record(opened(), by: clerk, reference: reference)
    city.expect(.alreadyTranscribed, opened(), by: clerk, reference: reference)
    try city.record(opened("other"), by: clerk, reference: reference)
  }

  @Test func theEnvelopeNamesTheActThatOpenedIt() throws {
    try city.record(PersonEnrolled.example("ada"), by: registryOffice)
    let under = try open()
    for wrong in [Position(0), 99] { refuses(.noTranscription, by: one, under: wrong) }
    try enrol("bruno", by: one, under: under)
  }

  @Test func recordsAreTakenUntilItsEnd() throws {
    let under = try open()
    city.now = MemoryCity.minute(999)
    try enrol("ada", by: one, under: under)
    city.now = MemoryCity.minute(1000)
    refuses(.transcriptionClosed, by: one, under: under)
  }

  @Test func onlyItsOperatorsRecord() throws {
    let under = try open()
    for other in ["unix:1003", "", "office:registry"] { refuses(.notEntitled, by: other, under: under) }
    try enrol("ada", by: two, under: under)
  }

  @Test func onlyStreamsOfItsCategoriesAreRecorded() throws {
    let under = try open()
    refuses(.noTranscription, BodyEstablished.example(), by: one, under: under)
  }

  @Test func actsSayWhenTheyWereDoneWithinItsTime() throws {
    let under = try open()
    for minute in [nil, -100_001, 0, 1] as [Int64?] { refuses(.noTranscription, at: minute, by: one, under: under) }
    try enrol("ada", at: -100_000, by: one, under: under)
    try enrol("bruno", at: -1, by: one, under: under)
  }

  /// What an act says of other times than the transcription's is subject to the ordinary rule of lateness.
  @Test func whatHoldsFromAnotherTimeIsNotCovered() throws {
    try city.record(BodyEstablished.example(), by: clerk)
    try city.mandate(to: "gina")
    var covered = opened()
    covered.categories = ["body"]
    let under = try city.record(covered, by: clerk, reference: reference)
    var seated = MemberSeated.delegate()
    for (minute, isCovered) in [(Int64(-200_000), false), (-101_500, false), (-50_000, true)] {
      seated.from = MemoryCity.minute(minute)
      let code: RejectionCode = isCovered ? .mandateInvalid : .retroactive
      city.expect(code, seated, by: clerk, recorder: one, occurredAt: MemoryCity.minute(-1000), under: under)
    }
  }

  @Test func actsOfAStreamComeInTheirOrder() throws {
    let under = try open()
    try enrol("ada", at: -500, by: one, under: under)
    try enrol("bruno", at: -900, by: one, under: under)
    let moved = AttributeAttested(
      subject: .person(named("ada")), attribute: Attribute(.residentIn, "F", from: day("2022-01-01")),
      attestor: registryOffice)
    refuses(.outOfOrder, moved, at: -501, by: one, under: under)
    try city.record(moved, by: registryOffice, recorder: one, occurredAt: MemoryCity.minute(-500), under: under)
  }

  /// Nobody is to know when a ballot was cast.
  @Test func ballotsHaveNoTime() throws {
    try city.record(ElectionCalled.transcription())
    try city.record(VotingOpened(election: named("e"), keyCommitment: nil))
    let under = try open()
    try city.record(BallotCast.of(1, ["a"]), recorder: one, under: under)
    try city.record(BallotCast.of(2, ["a"]), recorder: one, under: under)
  }

  @Test func theOtherOperatorCountersigns() throws {
    let under = try open()
    let batch = try ["ada", "bruno", "carla"].map { try enrol($0, by: one, under: under) }
    city.expect(.sameOperator, checked(batch), recorder: one)
    city.expect(.notEntitled, checked(batch), recorder: "unix:1003")
    var unknown = checked(batch)
    unknown.transcription = named("unknown")
    city.expect(.noTranscription, unknown, recorder: two)
    try city.record(checked(batch), recorder: two)
  }

  @Test func aBatchIsCountersignedAsItStands() throws {
    let under = try open()
    city.expect(.batchMismatch, checked([]), recorder: two)
    let batch = try ["ada", "bruno", "carla"].map { try enrol($0, by: one, under: under) }
    for spoil in [
      { $0.count -= 1 }, { $0.upTo = batch[1] }, { $0.root = .emptyRoot },
    ] as [(inout TranscriptionChecked) -> Void] {
      var wrong = checked(batch)
      spoil(&wrong)
      city.expect(.batchMismatch, wrong, recorder: two)
    }
    city.expect(.batchMismatch, checked(Array(batch.prefix(2))), recorder: two)
    try city.record(checked(batch), recorder: two)
    // Nothing is left.
    city.expect(.batchMismatch, checked(batch), recorder: two)
  }

  @Test func aBatchIsOfOneOperator() throws {
    let under = try open()
    let first = try enrol("ada", by: one, under: under)
    refuses(.sameOperator, by: two, under: under)
    try city.record(checked([first]), recorder: two)
    let second = try enrol("bruno", by: two, under: under)
    refuses(.sameOperator, by: one, under: under)
    try city.record(checked([first, second]), recorder: one)
  }

  /// What is counted and hashed is every record so far, for every number of them.
  @Test func theRootIsThatOfAllRecords() throws {
    let under = try open()
    var positions: [Position] = []
    for size in 1...20 {
      positions.append(try enrol("p\(size)", by: one, under: under))
      try city.record(checked(positions), recorder: two)
      // What is recorded elsewhere does not count.
      try city.record(PersonEnrolled.example("q\(size)"), by: registryOffice)
    }
  }
}
