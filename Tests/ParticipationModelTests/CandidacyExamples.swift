import EventModel
import ParticipationModel
import TransparencyLog

extension ElectionCalled {
  /// Two districts of one council with two seats each, candidacies filed in the hour before the polls open.
  static func candidacies(_ change: (inout ElectionCalled) -> Void = { _ in }) -> ElectionCalled {
    var called = ElectionCalled(
      election: named("e"), title: "A council", window: MemoryCity.minute(60)..<MemoryCity.minute(120), options: [],
      ballot: BallotRule(kind: .preferences, choices: 1...2, isRevisable: true, allowsBlank: true),
      allocation: .topSeats(4), districts: ["Nord", "Sud"], commission: commissioners)
    called.candidacies = MemoryCity.minute(0)..<MemoryCity.minute(30)
    called.seats = [
      DistrictSeats(district: "Nord", seats: [named("n1"), named("n2")], body: named("council")),
      DistrictSeats(district: "Sud", seats: [named("s1"), named("s2")], body: named("council")),
    ]
    change(&called)
    return called
  }

  /// The next issue with one deadline moved.
  func extended(candidacies minute: Int64? = nil, voting: Int64? = nil) -> ElectionCalled {
    var next = self
    next.version += 1
    if let minute { next.candidacies = MemoryCity.minute(0)..<MemoryCity.minute(minute) }
    if let voting { next.window = MemoryCity.minute(60)..<MemoryCity.minute(voting) }
    return next
  }
}

extension CandidacyFiled {
  /// A candidacy whose id is the person's.
  static func of(_ name: String, _ district: String = "Nord", gender: Gender? = nil) -> CandidacyFiled {
    CandidacyFiled(
      election: named("e"), candidacy: name, person: Actor(person: named(name)), district: district, gender: gender)
  }
}

extension MemoryCity {
  /// Files and admits candidacies, `name` or `name:district:gender`, and opens the polls.
  func open(_ called: ElectionCalled, candidates: [String], votingFrom minute: Int64 = 60) throws {
    try record(called)
    for text in candidates {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      let gender = parts.count > 2 ? Gender(rawValue: parts[2]) : nil
      let act = CandidacyFiled.of(parts[0], parts.count > 1 ? parts[1] : "Nord", gender: gender)
      try record(act, by: act.person)
      let decided = CandidacyDecided(
        election: named("e"), candidacy: parts[0], isAdmitted: true, minutesHash: digest(8))
      try record(decided, by: commissioners[0], reference: reference)
    }
    now = Self.minute(minute)
    try record(VotingOpened(election: named("e"), keyCommitment: digest(1)))
  }

  /// Casts one ballot a voter: `["ada", "ada bruno"]` are two ballots.
  func vote(_ ballots: [String], district: String = "Nord", from first: UInt8 = 1) throws {
    for (offset, ballot) in ballots.enumerated() {
      try record(
        BallotCast.of(first + UInt8(offset), ballot.split(separator: " ").map(String.init), district: district))
    }
  }

  /// Closes the polls and returns what the commission certifies.
  func result(
    beacon: [UInt8] = [], signedBy: [Actor] = [], at minute: Int64 = 120
  ) throws -> ResultCertified.Result? {
    now = Self.minute(minute)
    try record(VotingClosed(election: named("e")), by: .clock)
    let act = ResultCertified(election: named("e"), minutesHash: digest(8), beacon: beacon, signedBy: signedBy)
    let position = try record(act, by: commissioners[0], reference: reference)
    return try withEvent(at: position) { scan, record in try ResultCertified(wire: record.bytes(scan.act)) }.result
  }
}
