public import EventModel
import SwiftProtobuf

/// The polls close, and the ballots are counted by state, district and channel; choices are not.
public struct VotingClosed: Act {
  /// The election.
  public var election: Identifier
  /// Why an office closes before the deadline, at most 300 bytes; empty when the time has come.
  public var earlyReason: String
  /// How many ballots there are. Computed.
  public var counts: BallotCounts?

  /// The close of an election's polls.
  public init(election: Identifier, earlyReason: String = "") {
    (self.election, self.earlyReason) = (election, earlyReason)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The close without its counts.
  public var proposed: VotingClosed { VotingClosed(election: election, earlyReason: earlyReason) }

  /// Refuses `UnknownElection`, `AlreadyClosed`, `NotOpen`, `TooEarly`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    guard election.state.phase.rawValue < ElectionState.Phase.closed.rawValue else {
      throw Rejection(
        "AlreadyClosed", "the polls were closed before", rule: "the polls close once",
        positions: [election.state.since])
    }
    try election.requireOpen()
    if let window = election.rules.called.window, decision.now < window.upperBound {
      guard !earlyReason.isEmpty, decision.actReference != nil else {
        throw Rejection(
          "TooEarly", "voting goes on until \(window.upperBound), and it is \(decision.now)",
          rule: "the clock closes the polls; an office closes early only by an administrative act and with a reason",
          positions: [election.rules.calledAt])
      }
    }
    var act = self
    act.counts = BallotCounts(election.state, districts: election.rules.called.districts)
    return [act]
  }

  /// Closes the polls.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self) else { return }
    (state.phase, state.since) = (.closed, event.position)
    rows.set(ElectionState.key(election), to: state)
  }
}

/// How many ballots an election has, by what became of them.
public struct BallotCounts: Hashable, Sendable {
  /// All that were taken.
  public var cast: UInt64
  /// Those that a later ballot of the same voter took the place of.
  public var superseded: UInt64
  /// Those that the commission annulled.
  public var annulled: UInt64
  /// Those that count.
  public var live: UInt64
  /// Live ballots by district, in the election's order, where it has districts.
  public var byDistrict: [District]
  /// Live ballots by channel.
  public var byChannel: [Channel: UInt64]

  /// Live ballots of a district.
  public struct District: Hashable, Sendable {
    /// The district.
    public var name: String
    /// Its live ballots.
    public var live: UInt64
  }

  init(_ state: ElectionState, districts: [String]) {
    (cast, superseded, annulled, live) = (state.cast, state.superseded, state.annulled, state.live)
    byDistrict = districts.enumerated().map { District(name: $1, live: state.byDistrict[UInt64($0)] ?? 0) }
    byChannel = [:]
    for channel in Channel.allCases {
      if let live = state.byChannel[UInt64(channel.rawValue)], live > 0 { byChannel[channel] = live }
    }
  }

  init(message: Albo_V1_VotingClosed) throws(InvalidAct) {
    (cast, superseded) = (message.cast, message.superseded)
    (annulled, live) = (message.annulled, message.live)
    byDistrict = message.byDistrict.map { District(name: $0.district, live: $0.live) }
    byChannel = [:]
    for count in message.byChannel {
      guard let channel = Channel(rawValue: count.channel), byChannel[channel] == nil else {
        throw InvalidAct(field: "byChannel", reason: "\(count.channel) is not a channel, or stands twice")
      }
      byChannel[channel] = count.live
    }
  }
}

extension VotingClosed: MessageAct {
  package init(message: Albo_V1_VotingClosed) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"),
      earlyReason: try Fields.text(message.earlyReason, "earlyReason", 0...300))
    let bare = Albo_V1_VotingClosed.with { ($0.election, $0.earlyReason) = (message.election, message.earlyReason) }
    // A close without ballots has the same message as a proposed close; both count to nothing.
    if message != bare { counts = try BallotCounts(message: message) }
  }

  package var message: Albo_V1_VotingClosed {
    .with {
      $0.election = election.description
      $0.earlyReason = earlyReason
      guard let counts else { return }
      ($0.cast, $0.superseded) = (counts.cast, counts.superseded)
      ($0.annulled, $0.live) = (counts.annulled, counts.live)
      $0.byDistrict = counts.byDistrict.map { district in
        .with { ($0.district, $0.live) = (district.name, district.live) }
      }
      $0.byChannel = counts.byChannel.sorted { $0.key.rawValue < $1.key.rawValue }.map { channel, live in
        .with { ($0.channel, $0.live) = (channel.rawValue, live) }
      }
    }
  }
}
