import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

/// Valid acts of bodies with random content, computed fields included.
enum RandomBodyActs {
  /// One of each type, with the bytes of the message that it was made of.
  static func all(_ random: inout SplitMix64) throws -> [(act: any Act, wire: [UInt8])] {
    [
      try sample(BodyEstablished.self, established(&random)), try sample(MemberSeated.self, seated(&random)),
      try sample(MemberCeased.self, ceased(&random)), try sample(SeatOffered.self, offered(&random)),
      try sample(SeatDeclined.self, declined(&random)), try sample(MeetingConvened.self, convened(&random)),
      try sample(MeetingHeld.self, held(&random)), try sample(ResolutionVoted.self, voted(&random)),
    ]
  }

  private static func sample<Value: MessageAct>(
    _ type: Value.Type, _ message: Value.ActMessage
  ) throws -> (act: any Act, wire: [UInt8]) {
    (try Value(message: message), try message.serializedBytes())
  }

  static func established(_ random: inout SplitMix64) -> Albo_V1_BodyEstablished {
    var message = Albo_V1_BodyEstablished()
    (message.body, message.title) = (random.identifier(), random.text())
    message.rulebook = random.number(0...1)
    message.kind = random.one(of: [.areaCouncil, .cityCouncil, .steeringCabin, .table, .other])
    message.area = random.chance(50) ? random.text() : ""
    message.neighbourhoods = (0..<random.number(0...3)).map { "N\($0)" }
    message.seats = (0..<random.number(0...4)).map { index in
      .with {
        ($0.id, $0.basis) = ("s\(index)", random.one(of: [.elected, .byRight, .designated]))
        $0.constituency = random.chance(50) ? random.text() : ""
      }
    }
    message.rules = rules(&random, seats: UInt32(message.seats.count))
    message.termYears = random.number(0...100)
    return message
  }

  private static func rules(_ random: inout SplitMix64, seats: UInt32) -> Albo_V1_BodyRules {
    var rules = Albo_V1_BodyRules()
    rules.firstCall = quorum(&random)
    if random.chance(50) { rules.secondCall = quorum(&random) }
    rules.majority.denominator = random.number(2...1000)
    rules.majority.numerator = random.number(1...rules.majority.denominator - 1)
    (rules.majority.abstentionsCount, rules.majority.castingVote) = (random.chance(50), random.chance(50))
    (rules.absences, rules.noticeDays) = (random.number(0...100), random.number(0...365))
    rules.urgentNoticeHours = random.number(0...rules.noticeDays * 24)
    (rules.officers, rules.officersBalanced) = (random.number(0...seats), random.chance(50))
    rules.secret = random.chance(50) ? [.motion, .officers] : []
    return rules
  }

  private static func quorum(_ random: inout SplitMix64) -> Albo_V1_Quorum {
    var quorum = Albo_V1_Quorum()
    quorum.base = random.one(of: [.assigned, .inOffice, .present])
    quorum.denominator = random.number(2...1000)
    quorum.numerator = random.number(1...quorum.denominator - 1)
    (quorum.exceeding, quorum.minimum) = (random.chance(50), random.number(0...300))
    return quorum
  }

  static func seated(_ random: inout SplitMix64) -> Albo_V1_MemberSeated {
    var message = Albo_V1_MemberSeated()
    (message.body, message.seat) = (random.identifier(), random.identifier())
    message.title = random.one(of: [.elected, .byRight, .designated, .substitute])
    message.person = "person:\(random.identifier())"
    if message.title == .designated {
      (message.organisation, message.mandate) = ("org:\(random.identifier())", random.identifier())
    } else {
      message.election = random.identifier()
    }
    message.from = random.number(0...1000)
    message.to = random.chance(50) ? random.number(1001...9999) : 0
    message.gender = random.one(of: ["", "F", "M", "X"])
    return message
  }

  static func ceased(_ random: inout SplitMix64) -> Albo_V1_MemberCeased {
    var message = Albo_V1_MemberCeased()
    (message.body, message.seat) = (random.identifier(), random.identifier())
    message.reason = random.one(
      of: [.resigned, .absences, .moved, .mandateEnded, .incompatible, .died, .termEnded])
    message.effectiveAt = random.number(0...1000)
    if message.reason == .absences {
      message.noticeHash = random.chance(80) ? Data(random.bytes(32)) : Data()
      message.noticeSentAt = random.number(0...1000)
      message.missed = (0..<random.number(0...3)).map { _ in random.number(0 ... .max) }
    }
    message.person = random.chance(50) ? random.actor().description : ""
    return message
  }

  static func offered(_ random: inout SplitMix64) -> Albo_V1_SeatOffered {
    .with {
      ($0.body, $0.seat) = (random.identifier(), random.identifier())
      ($0.election, $0.place) = (random.identifier(), random.number(0 ... .max))
      $0.person = random.chance(50) ? random.actor().description : ""
    }
  }

  static func declined(_ random: inout SplitMix64) -> Albo_V1_SeatDeclined {
    .with {
      ($0.body, $0.seat) = (random.identifier(), random.identifier())
      $0.person = random.actor().description
      $0.lapsed = random.chance(50)
    }
  }

  static func convened(_ random: inout SplitMix64) -> Albo_V1_MeetingConvened {
    var message = Albo_V1_MeetingConvened()
    (message.body, message.meeting) = (random.identifier(), random.identifier())
    message.kind = random.one(of: [.session, .table, .lab, .open, .placeActivity])
    message.call = message.kind == .session ? random.number(1...2) : 1
    message.scheduledFor = random.number(0...1000)
    message.agenda = (0..<random.number(0...3)).map { index in
      .with {
        ($0.id, $0.title) = ("i\(index)", random.text())
        $0.kind = random.one(of: [.unspecified, .opinion, .areaPact, .officers, .document, .motion])
        $0.dueBy = random.chance(50) ? "2027-12-31" : ""
      }
    }
    message.urgentReason = random.chance(50) ? random.text() : ""
    return message
  }

  static func held(_ random: inout SplitMix64) -> Albo_V1_MeetingHeld {
    var message = Albo_V1_MeetingHeld()
    (message.body, message.meeting) = (random.identifier(), random.identifier())
    (message.openedAt, message.closedAt) = (random.number(0...1000), random.number(1000...2000))
    message.attendance = (0..<random.number(0...4)).map { index in
      .with {
        $0.seat = "s\(index)"
        guard random.chance(50) else { return }
        ($0.substitute, $0.mandate) = ("person:\(random.identifier())", random.identifier())
      }
    }
    message.excused = (0..<random.number(0...3)).map { "x\($0)" }
    message.others = random.number(0 ... .max)
    message.minutesHash = random.chance(50) ? Data(random.bytes(32)) : Data()
    message.measures = (0..<random.number(0...3)).map { _ in
      .with { ($0.code, $0.value) = (random.text(), random.number(.min ... .max)) }
    }
    guard random.chance(50) else { return message }
    message.quorum.base = random.one(of: [.assigned, .inOffice, .present])
    (message.quorum.baseCount, message.quorum.required) = (random.number(0 ... .max), random.number(0 ... .max))
    (message.quorum.present, message.quorum.met) = (random.number(0 ... .max), random.chance(50))
    return message
  }

  static func voted(_ random: inout SplitMix64) -> Albo_V1_ResolutionVoted {
    var message = Albo_V1_ResolutionVoted()
    (message.body, message.resolution) = (random.identifier(), random.identifier())
    message.meeting = random.identifier()
    message.kind = random.one(of: [.opinion, .areaPact, .officers, .document, .motion])
    message.agendaItem = random.chance(50) ? random.identifier() : ""
    message.textHash = Data(random.bytes(32))
    if random.chance(50) {
      message.votes = (0...random.number(0...3)).map { index in
        .with { ($0.seat, $0.vote) = ("s\(index)", random.one(of: [.yes, .no, .abstain])) }
      }
      message.castingSeat = random.chance(50) ? "s0" : ""
    } else {
      message.secretTally = tally(&random)
    }
    if message.kind == .officers { message.officers = ["s0", "s1"] }
    if random.chance(50) { message.tally = tally(&random) }
    (message.counted, message.required) = (random.number(0 ... .max), random.number(0 ... .max))
    message.outcome = random.one(of: [.unspecified, .adopted, .rejected])
    return message
  }

  private static func tally(_ random: inout SplitMix64) -> Albo_V1_VoteTally {
    .with {
      ($0.yes, $0.no, $0.abstain) = (random.number(0...300), random.number(0...300), random.number(0...300))
    }
  }
}

/// Every act of a body survives both of its encodings.
@Suite struct BodyActRoundTripTests {
  @Test(arguments: UInt64(0)..<100) func bytesAndJSONComeBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for sample in try RandomBodyActs.all(&random) {
      let type = type(of: sample.act)
      #expect(sample.act.wire == sample.wire, "\(type.type)")
      let (again, read) = (try type.init(wire: sample.wire), try type.init(json: sample.act.json))
      #expect(again.wire == sample.wire && read.wire == sample.wire, "\(type.type)")
    }
  }

  @Test func unknownFieldsAreRefused() throws {
    var random = SplitMix64(seed: 1)
    for sample in try RandomBodyActs.all(&random) {
      #expect(throws: InvalidAct.self) { try type(of: sample.act).init(wire: sample.wire + [0xC0, 0x3E, 0x01]) }
    }
  }

  @Test(arguments: UInt64(0)..<20) func proposingAgainGivesTheSameProposal(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for sample in try RandomBodyActs.all(&random) {
      let proposed = sample.act.proposed
      #expect(proposed.proposed.wire == proposed.wire && type(of: proposed).isProposable)
    }
  }
}

/// Constraint rows of bodies are read as they were written.
@Suite struct BodyRowTests {
  /// A city in which every kind of row of a body was written.
  private func city() throws -> MemoryCity {
    let city = try MemoryCity.sitting()
    try city.mandate(to: "gina")
    try city.record(MemberSeated.delegate(), by: clerk)
    let item = AgendaItem(id: named("plan"), title: "The plan", kind: .officers)
    try city.meet("a", ["e1", "e2", "d1"], agenda: [item, AgendaItem(id: named("any"), title: "Any")])
    try city.record(
      ResolutionVoted(
        body: named("c"), resolution: named("r"), meeting: named("a"), kind: .officers, agendaItem: named("plan"),
        textHash: digest(1), votes: [RollCallVote(seat: named("e1"), vote: .yes)],
        officers: [named("e1"), named("e2")]), by: clerk)
    let left = MemberCeased(body: named("c"), seat: named("e1"), reason: .moved, effectiveAt: city.now)
    try city.record(left, by: clerk)
    try city.record(SeatOffered(body: named("c"), seat: named("e1"), election: named("e")), by: .ledger)
    return city
  }

  @Test func rowsComeBack() throws {
    let stored = try city().rows.stored
    let kinds = [
      "BodyRow", "OfficersRow", "SeatRow", "SeatHolderRow", "OfferRow", "MeetingRow", "AgendaRow", "ResolutionRow",
    ]
    #expect(Set(stored.map { "\($0.type)" }).isSuperset(of: kinds))
    for (type, row) in stored {
      #expect(type.init(row: row)?.row == row, "\(type)")
      #expect(type.init(row: row + [0xFF]) == nil, "\(type)")
    }
  }

  @Test func damagedRowsAreNotMistaken() throws {
    var random = SplitMix64(seed: 9)
    for (type, row) in try city().rows.stored {
      for _ in 0..<50 {
        var damaged = row
        damaged[random.number(0...row.count - 1)] = random.number(0...255)
        if let value = type.init(row: damaged) { #expect(type.init(row: value.row)?.row == value.row, "\(type)") }
      }
    }
  }
}
