import EventModel
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct ElectionOpeningTests {
  private let city = MemoryCity()

  @Test func anElectionIsCalledOnce() throws {
    try city.record(ElectionCalled.example())
    city.expect(.alreadyCalled, ElectionCalled.example())
    try city.record(ElectionCalled.example(.init(kind: .approval, choices: 1...2), "another"))
  }

  @Test func anElectionIsCalledBeforeItsDeadline() throws {
    city.now = MemoryCity.minute(60)
    city.expect(.deadlinePassed, ElectionCalled.example())
    city.now = MemoryCity.minute(60).advanced(byMicroseconds: -1)
    try city.record(ElectionCalled.example())
  }

  @Test func aPastVoteIsTranscribedAtAnyTime() throws {
    city.now = MemoryCity.minute(1_000_000)
    try city.record(ElectionCalled.transcription())
    try city.record(VotingOpened(election: named("e"), keyCommitment: nil))
    try city.record(BallotCast.of(1, ["a"]))
  }

  @Test func onlyACalledElectionOpens() {
    city.expect(.unknownElection, VotingOpened(election: named("e"), keyCommitment: digest(1)))
  }

  @Test func thePollsOpenOnce() throws {
    let city = try MemoryCity.voting()
    city.expect(.alreadyOpened, VotingOpened(election: named("e"), keyCommitment: digest(1)))
    try city.close()
    city.expect(.alreadyOpened, VotingOpened(election: named("e"), keyCommitment: digest(1)))
  }

  @Test func thePollsOpenWithinTheWindow() throws {
    var called = ElectionCalled.example()
    called.window = MemoryCity.minute(10)..<MemoryCity.minute(20)
    try city.record(called)
    let opening = VotingOpened(election: named("e"), keyCommitment: digest(1), rollCount: 100)
    for (minute, code) in [(Int64(9), RejectionCode.tooEarly), (20, .late), (21, .late)] {
      city.now = MemoryCity.minute(minute)
      city.expect(code, opening)
    }
    for minute in [Int64(19), 10] {
      city.now = MemoryCity.minute(minute)
      #expect(throws: Never.self) { try self.city.decide(opening) }
    }
    try city.record(opening)
  }

  /// What a decider computes is never taken from whoever proposes.
  @Test func proposedComputedFieldsAreCleared() throws {
    var called = ElectionCalled.example()
    called.amends = 7
    #expect((try city.decide(called).first as? ElectionCalled)?.amends == nil)
    try city.record(called)
    var opening = VotingOpened(election: named("e"), keyCommitment: digest(1))
    opening.options = [BallotOption(id: "z", kind: .project(label: "z", cost: 1))]
    #expect((try city.decide(opening).first as? VotingOpened)?.options == [])
  }

  @Test func thePollsOpenUnderAKey() throws {
    try city.record(ElectionCalled.example())
    city.expect(.keyCommitmentMissing, VotingOpened(election: named("e"), keyCommitment: nil))
    try city.record(VotingOpened(election: named("e"), keyCommitment: digest(1)))
  }
}
