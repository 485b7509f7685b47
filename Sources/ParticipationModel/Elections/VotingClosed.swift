public import EventModel

/// The polls close. Ballots are counted by state, district and channel; choices are not counted.
public struct VotingClosed: CityAct {
  /// The election.
  public var election = ID<Election>()
  /// Why an office closes before the deadline, at most 300 bytes; empty when the time has come.
  public var earlyReason = ""
  /// How many ballots there are. Computed.
  public var counts: BallotCounts?

  /// The close of an election's polls.
  public init(election: ID<Election>, earlyReason: String = "") {
    (self.election, self.earlyReason) = (election, earlyReason)
  }

  /// `albo.v1.VotingClosed`.
  public static let type = ActType(static: "albo.v1.VotingClosed")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([.clock, .office(.elections)])

  /// A close without content.
  public init(_ blank: Blank) {}

  /// The fields of the message. A close without ballots has the same message as a proposed close: both count to
  /// nothing.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    var counts = counts ?? BallotCounts()
    try fields.named(1, "election", &election)
    try fields.text(2, "earlyReason", &earlyReason, 0...300)
    try counts.visit(&fields)
    self.counts = counts == BallotCounts() ? nil : counts
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.unknownElection, .alreadyClosed, .notOpen, .tooEarly]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    guard election.state.phase < .closed else {
      throw Rejection(
        .alreadyClosed, "the polls were already closed", rule: "the polls close only once",
        positions: [election.state.since])
    }
    try election.requireOpen()
    if let window = election.rules.called.window, decision.now < window.upperBound {
      guard !earlyReason.isEmpty, decision.actReference != nil else {
        throw Rejection(
          .tooEarly, "voting goes on until \(window.upperBound); it is now \(decision.now)",
          rule: "the clock closes the polls; closing them early needs an administrative act and a reason",
          positions: [election.rules.calledAt])
      }
    }
    var act = self
    act.counts = BallotCounts(election.state, districts: election.rules.called.districts)
    return [act]
  }

  /// Closes the polls.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self) else { return }
    let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self)
    rules?.called.clearDue(openedAt: state.since, rows)
    (state.phase, state.since) = (.closed, event.position)
    rows.set(ElectionState.key(election), to: state)
  }
}

/// How many ballots an election has, by what happened to them.
public struct BallotCounts: Hashable, Sendable {
  /// All that were taken.
  public var cast: UInt64 = 0
  /// Those that a later ballot of the same voter superseded.
  public var superseded: UInt64 = 0
  /// Those that the commission annulled.
  public var annulled: UInt64 = 0
  /// Those that count.
  public var live: UInt64 = 0
  /// Live ballots by district, in the election's order, if it has districts.
  public var byDistrict: [District] = []
  /// Live ballots by channel.
  public var byChannel: [Channel: UInt64] = [:]

  /// Live ballots of a district.
  public struct District: Described, Hashable {
    /// The district.
    public var name = ""
    /// Its live ballots.
    public var live: UInt64 = 0

    init(name: String, live: UInt64) { (self.name, self.live) = (name, live) }

    /// `DistrictCount`.
    public static let schemaName = "DistrictCount"

    /// A district without content.
    public init(_ blank: Blank) {}

    /// The fields of the message.
    public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.text(1, "district", &name, 0...100)
      try fields.number(2, "live", &live)
    }
  }

  /// No ballots.
  init() {}

  init(_ state: ElectionState, districts: [String]) {
    (cast, superseded, annulled, live) = (state.cast, state.superseded, state.annulled, state.live)
    byDistrict = districts.enumerated().map { District(name: $1, live: state.byDistrict[UInt64($0)] ?? 0) }
    for channel in Channel.allCases {
      if let live = state.byChannel[UInt64(channel.rawValue)], live > 0 { byChannel[channel] = live }
    }
  }

  /// The fields of `VotingClosed` from the third on.
  fileprivate mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(3, "cast", &cast, computed: true)
    try fields.number(4, "superseded", &superseded, computed: true)
    try fields.number(5, "annulled", &annulled, computed: true)
    try fields.number(6, "live", &live, computed: true)
    try fields.messages(7, "byDistrict", &byDistrict, .any, computed: true)
    var channels = byChannel.sorted { $0.key.rawValue < $1.key.rawValue }.map(ChannelCount.init)
    try fields.messages(8, "byChannel", &channels, .any, computed: true)
    byChannel = [:]
    for count in channels {
      if let channel = Channel(rawValue: count.channel) { byChannel[channel] = count.live }
    }
    try fields.check(
      channels.map(\.channel) == byChannel.keys.map(\.rawValue).sorted(), "byChannel",
      "expected each channel once, in the order of their numbers")
  }
}

/// Live ballots of a channel, as a message.
private struct ChannelCount: Described {
  var channel: UInt32 = 0
  var live: UInt64 = 0

  init(_ channel: Channel, _ live: UInt64) { (self.channel, self.live) = (channel.rawValue, live) }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "channel", &channel)
    try fields.number(2, "live", &live)
  }
}
