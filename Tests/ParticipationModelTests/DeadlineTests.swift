import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// A deadline may only be moved later, before it passes, and nothing else changes.
@Suite struct DeadlineTests {
  private let city = MemoryCity()
  private let called = ElectionCalled.candidacies()
  private let office = person("office:participation")

  private func refuses(_ code: RejectionCode, _ act: ElectionCalled, sourceLocation: SourceLocation = #_sourceLocation)
  {
    city.expect(code, act, by: office, reference: reference, sourceLocation: sourceLocation)
  }

  @Test func anOfficeMovesADeadlineByAnAct() throws {
    try city.record(called)
    let later = called.extended(candidacies: 50)
    city.expect(.notEntitled, later, by: person("person:x"), reference: reference)
    city.expect(.actReferenceMissing, later, by: office)
    city.expect(.notEntitled, later, by: commissioners[0], reference: reference)
    try city.record(later, by: office, reference: reference)
  }

  @Test func theWindowOfCandidaciesIsExtendedBeforeItPasses() throws {
    let first = try city.record(called)
    city.now = MemoryCity.minute(30)
    refuses(.deadlinePassed, called.extended(candidacies: 50))
    city.now = MemoryCity.minute(29)
    refuses(.notLater, called.extended(candidacies: 20))
    refuses(.notLater, called.extended())
    let acts = try city.decide(called.extended(candidacies: 50), by: office, reference: reference)
    #expect((acts.first as? ElectionCalled)?.amends == first)
    try city.record(called.extended(candidacies: 50), by: office, reference: reference)
    city.now = MemoryCity.minute(49)
    try city.record(CandidacyFiled.of("dora"), by: person("person:dora"))
  }

  @Test func issuesAreNumberedWithoutGaps() throws {
    var early = called
    early.version = 2
    city.expect(.staleVersion, early)
    try city.record(called)
    city.expect(.alreadyCalled, called)
    var later = called.extended(candidacies: 50)
    later.version = 3
    city.expect(.staleVersion, later)
  }

  @Test func nothingButADeadlineChanges() throws {
    try city.record(called)
    var changed = called.extended(candidacies: 50)
    changed.title = "Another"
    refuses(.rulesFrozen, changed)
    changed = called.extended(candidacies: 50)
    changed.ballot.choices = 1...3
    refuses(.rulesFrozen, changed)
  }

  /// The title that is shown can be given; that of the call is kept, and corrected only there.
  @Test func aCorrectedTitleIsNoOtherTitle() throws {
    let first = try city.record(called)
    var correction = EntryRectified(
      stream: called.stream, target: first, field: "title", value: .string("Another"), reason: "a slip")
    let position = try city.record(correction, by: office, reference: reference)
    var later = called.extended(candidacies: 50)
    later.title = "Another"
    let acts = try city.decide(later, by: office, reference: reference)
    #expect((acts.first as? ElectionCalled)?.title == called.title)
    let second = try city.record(later, by: office, reference: reference)
    (correction.target, correction.previous) = (second, nil)
    city.expect(.notClerical, correction, by: office, reference: reference)
    #expect(position > first)
  }

  @Test func onceOpenOnlyTheEndOfVotingMoves() throws {
    try city.open(called, candidates: ["dora"])
    refuses(.deadlinePassed, called.extended(candidacies: 50))
    try city.record(called.extended(voting: 180), by: office, reference: reference)
    city.now = MemoryCity.minute(150)
    try city.vote(["dora"])
    #expect(try city.result(at: 180)?.live == 1)
    refuses(.alreadyClosed, called.extended(voting: 180).extended(voting: 300))
  }
}
