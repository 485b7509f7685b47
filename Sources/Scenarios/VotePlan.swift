import EventModel
import ParticipationModel

/// A ballot that somebody will propose.
struct PlannedBallot {
  /// Hours since the polls opened.
  var hour: Int
  /// The elector, from 0 among all; nil for somebody who is not on the roll.
  var elector: Int?
  var district: String
  var options: [String]
  var channel = Channel.online
  /// The polling point, from 0.
  var point: Int?
  /// The code with which it is refused; nil if it is accepted.
  var refusal: RejectionCode?
}

/// Makes up the ballots that lead to the votes of the candidacies, and those that a rule refuses.
struct VotePlan {
  /// The polls are open for ten days.
  static let hours = 240
  static let openingHour = 12
  static let points = 13
  /// How many have a live ballot from 23:00–08:00.
  static let atNight = 353
  static let inPerson = 1620
  /// How many change their mind: online, and at a polling point.
  static let (revisedOnline, revisedInPerson) = (176, 40)

  private let areas: [Area]
  private let candidacies: [PlannedCandidacy]
  private var random: SplitMix64
  /// The live ballots.
  private var live: [PlannedBallot] = []
  private var areaOfLive: [Int] = []
  private(set) var ballots: [PlannedBallot] = []
  /// The ballot about which the voter says “I did not cast this”; the voter's own ballot comes later.
  private(set) var disputed: PlannedBallot?
  /// The elector whose receipt is shown: one who changed their mind.
  private(set) var witness = 0

  init(_ areas: [Area], _ candidacies: [PlannedCandidacy], seed: UInt64) {
    (self.areas, self.candidacies, random) = (areas, candidacies, SplitMix64(seed: seed))
    var first = 0
    for index in areas.indices {
      addChoices(of: index, electors: first..<first + areas[index].electors)
      first += areas[index].electors
    }
    giveTimes()
    ballots = live
    dispute()
    revise()
    addRefused()
    let order = ballots.enumerated().sorted { ($0.element.hour, $0.offset) < ($1.element.hour, $1.offset) }
    ballots = order.map(\.element)
  }

  /// The local hour of the day, for an hour since the opening.
  static func hourOfDay(_ hour: Int) -> Int { (openingHour + hour) % 24 }

  /// Whether polling points are open: on Saturdays and Sundays 9:00–13:00 and 15:00–19:00.
  static func isPointOpen(_ hour: Int) -> Bool {
    let day = (openingHour + hour) / 24
    return [1, 2, 8, 9].contains(day) && [9, 10, 11, 12, 15, 16, 17, 18].contains(hourOfDay(hour))
  }

  /// At most one woman and one man on a ballot, so that any numbers of votes fit that do not exceed the voters.
  private mutating func addChoices(of area: Int, electors: Range<Int>) {
    let voters = areas[area].voters
    let women = slots(area, .female, voters)
    let men = slots(area, .male, voters)
    let names = areas[area].neighbourhoods.map(\.name)
    for (place, elector) in electors.shuffled(using: &random).prefix(voters).enumerated() {
      var chosen = [women[place], men[place]].compactMap(\.self)
      if random.number(below: 2) == 0 { chosen.reverse() }
      let isOwn = random.number(below: 4) > 0
      let district = isOwn ? chosen.first?.district : nil
      live.append(
        PlannedBallot(hour: 0, elector: elector, district: district ?? random.pick(names), options: chosen.map(\.id)))
      areaOfLive.append(area)
    }
  }

  private mutating func slots(_ area: Int, _ gender: Gender, _ voters: Int) -> [PlannedCandidacy?] {
    let own = candidacies.filter { $0.area == area && $0.gender == gender }
    let slots: [PlannedCandidacy?] = own.flatMap { Array(repeating: $0, count: $0.votes) }
    return (slots + Array(repeating: nil, count: voters - slots.count)).shuffled(using: &random)
  }

  private mutating func giveTimes() {
    let hours = Array(0..<Self.hours)
    let night = hours.filter { LocalTime.isNight(Self.hourOfDay($0)) }
    let day = hours.filter { !LocalTime.isNight(Self.hourOfDay($0)) }
    let open = hours.filter(Self.isPointOpen)
    for (place, index) in live.indices.shuffled(using: &random).enumerated() {
      if place < Self.atNight {
        live[index].hour = random.pick(night)
      } else if place < Self.atNight + Self.inPerson {
        live[index].hour = random.pick(open)
        live[index].channel = .inPerson
        live[index].point = random.number(below: Self.points)
      } else {
        live[index].hour = random.pick(day)
      }
    }
  }

  private mutating func dispute() {
    guard let index = live.firstIndex(where: { $0.channel == .inPerson && $0.hour > 180 }) else { return }
    var stolen = PlannedBallot(
      hour: 41, elector: live[index].elector, district: live[index].district, options: other(index))
    stolen.channel = .online
    disputed = stolen
    ballots.append(stolen)
  }

  private mutating func revise() {
    for (channel, count) in [(Channel.online, Self.revisedOnline), (.inPerson, Self.revisedInPerson)] {
      let late = live.indices.filter {
        live[$0].channel == channel && live[$0].hour > 12 && live[$0].elector != disputed?.elector
      }
      for index in late.shuffled(using: &random).prefix(count) {
        let hour = random.number(below: live[index].hour - 1)
        witness = live[index].elector ?? 0
        ballots.append(
          PlannedBallot(hour: hour, elector: live[index].elector, district: live[index].district, options: other(index))
        )
      }
    }
  }

  /// One candidate of the voter's council.
  private mutating func other(_ index: Int) -> [String] {
    [random.pick(candidacies.filter { $0.area == areaOfLive[index] }).id]
  }
}

/// Ballots that a rule refuses.
extension VotePlan {
  private mutating func addRefused() {
    add(23, refused: .tooManyPreferences) { plan, ballot, area in
      ballot.options = plan.ids(area, .female, 2) + plan.ids(area, .male, 1)
    }
    add(31, refused: .sameGenderPreferences) { plan, ballot, area in ballot.options = plan.ids(area, .male, 2) }
    add(12, refused: .wrongDistrict) { plan, ballot, area in
      ballot.options = plan.ids((area + 1) % plan.areas.count, .female, 1)
    }
    add(2, refused: .duplicatePreference) { plan, ballot, area in
      let one = plan.ids(area, .female, 1)
      ballot.options = one + one
    }
    add(3, refused: .unknownCandidate) { _, ballot, _ in ballot.options = [Consulte2022.withdrawn.candidacy] }
    add(5, refused: .notInRoll) { _, ballot, _ in ballot.elector = nil }
    add(9, refused: .pointClosed) { plan, ballot, _ in
      (ballot.channel, ballot.point) = (.inPerson, 0)
      while Self.isPointOpen(ballot.hour) { ballot.hour = plan.random.number(below: Self.hours) }
    }
    addFinal(7)
  }

  private mutating func add(
    _ count: Int, refused code: RejectionCode, _ change: (inout VotePlan, inout PlannedBallot, Int) -> Void
  ) {
    for _ in 0..<count {
      let index = random.number(below: live.count)
      var ballot = live[index]
      (ballot.channel, ballot.point, ballot.refusal) = (.online, nil, code)
      change(&self, &ballot, areaOfLive[index])
      ballots.append(ballot)
    }
  }

  /// Somebody who has voted in person votes again online.
  private mutating func addFinal(_ count: Int) {
    let early = live.indices.filter { live[$0].channel == .inPerson && live[$0].hour < 100 }
    for index in early.shuffled(using: &random).prefix(count) {
      var ballot = live[index]
      (ballot.channel, ballot.point, ballot.refusal) = (.online, nil, .alreadyVoted)
      ballot.hour = 200 + random.number(below: 30)
      ballots.append(ballot)
    }
  }

  private mutating func ids(_ area: Int, _ gender: Gender, _ count: Int) -> [String] {
    let own = candidacies.filter { $0.area == area && $0.gender == gender && $0.votes > 0 }
    return own.shuffled(using: &random).prefix(count).map(\.id)
  }
}
