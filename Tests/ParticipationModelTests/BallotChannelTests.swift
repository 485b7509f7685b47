import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Which ballot counts where a voter casts several, by channel; polling points; preferences by gender; scope; roll.
@Suite struct BallotChannelTests {
  /// What a second ballot meets, for each rule, first and second channel.
  @Test func theRuleSaysWhichBallotCounts() throws {
    let channels: [Channel] = [.online, .inPerson, .paper]
    for rule in ChannelRule.allCases {
      for first in channels {
        for second in channels {
          let city = try MemoryCity.voting(
            .example(.init(kind: .approval, choices: 1...2, isRevisable: true, channelRule: rule)))
          try city.record(BallotCast.of(1, ["a"]), channel: first)
          let isTaken =
            switch rule {
            case .firstWins: false
            case .lastWins: true
            case .inPersonWins: first == .online
            }
          if isTaken {
            try city.record(BallotCast.of(1, ["b"]), channel: second)
          } else {
            city.expect(.alreadyVoted, BallotCast.of(1, ["b"]), channel: second)
          }
        }
      }
    }
  }

  @Test func pollingPointsHaveHoursOfTheirOwn() throws {
    var called = ElectionCalled.example()
    called.pollingPoints = [
      PollingPoint(id: named("school"), hours: [MemoryCity.minute(10)..<MemoryCity.minute(20)])
    ]
    let city = try MemoryCity.voting(called)
    var ballot = BallotCast.of(1, ["a"])
    city.expect(.unknownPoint, ballot, channel: .inPerson)
    ballot.point = "library"
    city.expect(.unknownPoint, ballot, channel: .inPerson)
    ballot.point = "school"
    city.expect(.unknownPoint, ballot, channel: .online)
    for (minute, isOpen) in [(Int64(9), false), (10, true), (19, true), (20, false)] {
      city.now = MemoryCity.minute(minute)
      if isOpen {
        #expect(throws: Never.self) { try city.decide(ballot, channel: .inPerson) }
      } else {
        city.expect(.pointClosed, ballot, channel: .inPerson)
      }
    }
  }

  @Test func preferencesAreForPersonsOfDifferentGender() throws {
    let city = MemoryCity()
    try city.open(
      .candidacies { $0.ballot.isGenderBalanced = true },
      candidates: ["ann:Nord:F", "bea:Nord:F", "carl:Nord:M", "x:Nord:"])
    city.expect(.sameGenderPreferences, BallotCast.of(1, ["ann", "bea"], district: "Nord"), channel: .online)
    try city.record(BallotCast.of(1, ["ann", "carl"], district: "Nord"), channel: .online)
    try city.record(BallotCast.of(2, ["ann", "x"], district: "Nord"), channel: .online)
    // On paper the first counts, and the second is void.
    let acts = try city.decide(BallotCast.of(3, ["bea", "ann"], district: "Nord"), channel: .paper)
    #expect((acts.first as? BallotCast)?.void == [1])
    try city.record(BallotCast.of(3, ["bea", "ann"], district: "Nord"), channel: .paper)
    let result = try city.result()
    #expect(result?.options.map(\.votes) == [2, 1, 1, 1])
  }

  @Test func aBallotNamesCandidatesOfItsScope() throws {
    for (scope, own, council) in [(BallotScope.all, true, true), (.district, false, false), (.body, false, true)] {
      let city = MemoryCity()
      try city.open(
        .candidacies {
          $0.ballot.scope = scope
          $0.districts.append("Est")
          $0.seats.append(DistrictSeats(district: "Est", seats: [named("e1")], body: named("other")))
          $0.allocation = .topSeats(5)
        }, candidates: ["ann", "dan:Sud", "eva:Est"])
      try city.record(BallotCast.of(1, ["ann"], district: "Nord"))
      for (option, isAllowed) in [("dan", council), ("eva", own)] {
        let ballot = BallotCast.of(2, [option], district: "Nord")
        if isAllowed {
          #expect(throws: Never.self) { try city.decide(ballot) }
        } else {
          city.expect(.wrongDistrict, ballot)
        }
      }
    }
  }

  @Test func onlyWhoIsOnTheRollVotes() throws {
    for count in 1...9 {
      let tags = (1...count).map { digest(UInt8($0)) }
      let roll = VoterRoll(tags: tags)
      let commitment = try #require(roll.commitment)
      let city = MemoryCity()
      try city.record(ElectionCalled.example())
      try city.record(
        VotingOpened(
          election: named("e"), keyCommitment: digest(1), rollCount: UInt64(count), rollRoot: commitment.root))
      city.expect(.notInRoll, BallotCast.of(1, ["a"]))
      for voter in 1...count {
        var ballot = BallotCast.of(UInt8(voter), ["a"])
        ballot.rollProof = roll.proof(of: digest(UInt8(voter)))
        try city.record(ballot)
        var stranger = BallotCast.of(100, ["a"])
        stranger.rollProof = ballot.rollProof
        city.expect(.notInRoll, stranger)
      }
      #expect(roll.proof(of: digest(100)) == nil)
    }
  }
}
