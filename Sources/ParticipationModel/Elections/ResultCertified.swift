public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// The commission certifies the result: the figures that follow from the ballots in the log.
///
/// Counting is long, so it is prepared outside the writing transaction over the election's stream, bound to
/// the version that the stream had, and refused if the stream has moved since.
public struct ResultCertified: Act {
  /// The election.
  public var election: Identifier
  /// SHA-256 of the minutes, 32 bytes.
  public var minutesDigest: [UInt8]?
  /// The figures. Computed.
  public var result: Result?
  /// The version of the stream over which the figures were prepared; no part of the message.
  var preparedAt: UInt64?

  /// The figures of a result.
  public struct Result: Hashable, Sendable {
    /// Ballots that count.
    public var live: UInt64
    /// Those among them that name no option.
    public var blank: UInt64
    /// One figure an option, in ballot order.
    public var options: [OptionResult]
    /// Options whose tie was broken by ballot order and decided the outcome.
    public var decidingTie: [String]
  }

  /// The certification of an election's result.
  public init(election: Identifier, minutesDigest: [UInt8]? = nil) {
    (self.election, self.minutesDigest) = (election, minutesDigest)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The certification without its figures.
  public var proposed: ResultCertified { ResultCertified(election: election, minutesDigest: minutesDigest) }

  /// Counts the election's ballots.
  public func prepared(over history: some EventHistory) throws -> ResultCertified {
    var act = self
    var count: (ElectionCount, ElectionCalled)?
    var version: UInt64 = 0
    try history.forEachEvent(in: stream) { _, scan, record in
      version = scan.version
      if count == nil {
        let called = try ElectionCalled(wire: record.bytes(scan.act))
        count = (ElectionCount(called), called)
      } else {
        try count?.0.apply(scan, record, history: history)
      }
    }
    guard let (count, called) = count else { return act }
    let outcome = try ElectionOutcome(count, of: called)
    act.preparedAt = version
    act.result = Result(
      live: count.live, blank: count.blank, options: outcome.results, decidingTie: outcome.decidingTie)
    return act
  }

  /// Refuses `UnknownElection`, `NotClosed`, `Certified`, `NotCommission`, `TallyMismatch`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    guard election.state.phase != .certified else {
      throw Rejection(
        "Certified", "the result was certified before", rule: "a result is certified once",
        positions: [election.state.since])
    }
    guard election.state.phase == .closed else {
      throw Rejection(
        "NotClosed", "the polls are not closed", rule: "no count before the close",
        positions: [election.state.since])
    }
    try election.requireCommission(decision.actor)
    guard preparedAt == decision.streamVersion, let result, result.live == election.state.live else {
      throw Rejection(
        "TallyMismatch", "the election has moved on while its ballots were counted; propose the certification again",
        rule: "a certified result counts every live ballot", positions: [election.state.since])
    }
    return [self]
  }

  /// Ends the election.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self) else { return }
    (state.phase, state.since) = (.certified, event.position)
    rows.set(ElectionState.key(election), to: state)
  }
}

extension ResultCertified: MessageAct {
  package init(message: Albo_V1_ResultCertified) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"),
      minutesDigest: try Fields.optionalDigest(message.minutesHash, "minutesHash"))
    guard !message.results.isEmpty else { return }
    guard message.decidingTie.allSatisfy({ $0 < message.results.count }) else {
      throw InvalidAct(field: "decidingTie", reason: "a place beyond the results")
    }
    result = Result(
      live: message.live, blank: message.blank,
      options: message.results.map {
        OptionResult(option: $0.option, votes: $0.votes, score: $0.score, isSelected: $0.selected)
      }, decidingTie: message.decidingTie.map { message.results[Int($0)].option })
  }

  package var message: Albo_V1_ResultCertified {
    .with {
      $0.election = election.description
      $0.minutesHash = .init(minutesDigest ?? [])
      guard let result else { return }
      ($0.live, $0.blank) = (result.live, result.blank)
      $0.results = result.options.map { option in
        .with {
          $0.option = option.option
          ($0.votes, $0.score, $0.selected) = (option.votes, option.score, option.isSelected)
        }
      }
      $0.decidingTie = result.decidingTie.compactMap { option in
        result.options.firstIndex { $0.option == option }.map { UInt32($0) }
      }
    }
  }
}
