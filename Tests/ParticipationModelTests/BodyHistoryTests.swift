import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Random seatings, cessations and sessions, against sets of minutes.
@Suite struct BodyHistoryTests {
  /// A person's time on a seat, minute by minute.
  private struct Stay {
    var seat: String
    var person: String
    var from: Int64
    var minutes: Set<Int64>
    /// From when the seat is left, if that was said.
    var ceased: Int64?
    var missed: [Position] = []
  }

  private static let seats = ["s0", "s1", "s2", "s3"]
  private static let horizon: Int64 = 100

  /// A council where any of eight persons won any of its four seats, whose meetings need no notice.
  private func council() throws -> MemoryCity {
    let city = MemoryCity()
    let rules = BodyRules(
      firstCall: QuorumRule(base: .inOffice, numerator: 2, denominator: 3), absences: 2)
    try city.record(
      BodyEstablished(
        body: named("c"), title: "A council", kind: .table,
        seats: Self.seats.map { BodySeat(id: named($0), basis: .elected) }, rules: rules), by: clerk)
    let winners = Self.seats.flatMap { seat in
      (0..<8).map { number in
        ResultRow.Winner(
          body: named("c"), seat: seat, district: "", person: person("p\(number)"), gender: nil, isByRight: false)
      }
    }
    city.rows.set(ResultRow.key(named("e")), to: ResultRow(certifiedAt: Position(0), elected: winners, lists: []))
    return city
  }

  @Test(arguments: UInt64(0)..<150) func rowsSayWhatTheHistorySays(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let city = try council()
    var stays: [Stay] = []
    for step in 0..<60 {
      let now = Int64(step)
      city.now = MemoryCity.minute(now)
      switch random.number(0...9) {
      case 0...3: try seat(&stays, now, city, &random)
      case 4...5: try cease(&stays, now, city, &random)
      default: try meet(&stays, now, city, &random)
      }
    }
    try checkAbsences(stays, city)
  }

  private func seat(_ stays: inout [Stay], _ now: Int64, _ city: MemoryCity, _ random: inout SplitMix64) throws {
    let (seat, holder) = (random.one(of: Self.seats), "p\(random.number(0...7))")
    let from = now + random.number(0...5)
    let to = random.chance(60) ? from + random.number(1...20) : nil
    let minutes = Set(from..<(to ?? Self.horizon))
    let isFree = stays.allSatisfy { stay in
      let isSame = stay.seat == seat && stay.person == holder
      return !isSame && (stay.seat != seat && stay.person != holder || stay.minutes.isDisjoint(with: minutes))
    }
    let act = MemberSeated.of(
      holder, on: seat, from: MemoryCity.minute(from), to: to.map { MemoryCity.minute($0) })
    #expect(succeeds { try city.record(act, by: clerk) } == isFree, "minute \(now): \(act)")
    if isFree { stays.append(Stay(seat: seat, person: holder, from: from, minutes: minutes)) }
  }

  private func cease(_ stays: inout [Stay], _ now: Int64, _ city: MemoryCity, _ random: inout SplitMix64) throws {
    let (seat, end) = (random.one(of: Self.seats), now + random.number(0...10))
    // Who leaves later may leave earlier.
    let open = stays.indices.filter { stays[$0].seat == seat && stays[$0].ceased.map { end < $0 } ?? true }
    let meant = open.first { stays[$0].minutes.contains(end) } ?? open.first { stays[$0].from > end }
    let act = MemberCeased.of(seat, at: end)
    #expect(succeeds { try city.record(act, by: clerk) } == (meant != nil), "minute \(now): \(act)")
    guard let meant else { return }
    stays[meant].minutes = stays[meant].minutes.filter { $0 < end }
    stays[meant].ceased = end
  }

  private func meet(_ stays: inout [Stay], _ now: Int64, _ city: MemoryCity, _ random: inout SplitMix64) throws {
    let inOffice = stays.indices.filter { stays[$0].minutes.contains(now) }
    var presence: [Int: Int] = [:]
    for index in inOffice { presence[index] = random.number(0...2) }
    let id: ID<Meeting> = named("m\(now)")
    let start = MemoryCity.minute(now)
    try city.record(MeetingConvened(body: named("c"), meeting: id, scheduledFor: start), by: clerk)
    let act = MeetingHeld(
      body: named("c"), meeting: id, openedAt: start, closedAt: start,
      attendance: inOffice.filter { presence[$0] == 0 }.map { Attendance(seat: named(stays[$0].seat)) },
      excused: inOffice.filter { presence[$0] == 1 }.map { named(stays[$0].seat) })
    let quorum = try #require(try city.only(act)?.quorum)
    let present = presence.values.count { $0 == 0 }
    #expect(quorum.baseCount == UInt32(inOffice.count) && quorum.present == UInt32(present))
    #expect(quorum.isMet == (3 * present >= 2 * inOffice.count))
    let position = try city.record(act, by: clerk)
    for index in inOffice {
      if presence[index] == 0 { stays[index].missed = [] }
      if presence[index] == 2 { stays[index].missed.append(position) }
    }
  }

  /// Whoever is still in office forfeits the seat after two sessions missed in a row.
  private func checkAbsences(_ stays: [Stay], _ city: MemoryCity) throws {
    let end: Int64 = 60
    city.now = MemoryCity.minute(end)
    for stay in stays where stay.ceased == nil && stay.minutes.contains(end) {
      let act = MemberCeased(
        body: named("c"), seat: named(stay.seat), reason: .absences, effectiveAt: city.now, noticeHash: digest(1),
        noticeSentAt: city.now)
      if stay.missed.count < 2 {
        city.expect(.absencesNotProven, act, by: clerk)
      } else {
        #expect(try city.only(act)?.missed == stay.missed)
      }
    }
  }

  private func succeeds(_ body: () throws -> Position) -> Bool { (try? body()) != nil }
}
