public import EventModel
import TransparencyLog

/// What a count decides under the rules of its election.
package struct ElectionOutcome: Sendable, Equatable {
  /// The figures of each option, in ballot order.
  package var results: [OptionResult]
  /// Options whose tie was broken by ballot order and decided the outcome.
  package var decidingTie: [String] = []
  /// Whether the turnout quorum failed: nobody is elected.
  package var isVoid = false
  /// Who takes which seat.
  package var elected: [ElectedSeat] = []
  /// The lots that decided.
  package var draws: [DrawnLot] = []
  /// Whether a lot decides and the output of the beacon is still missing.
  package var needsBeacon = false

  /// Applies the election's rules to a count.
  ///
  /// - Parameter beacon: the output of the beacon, if it is known.
  package init(_ reading: ElectionReading, beacon: [UInt8]? = nil) throws {
    var allotment = Allotment(reading, beacon: beacon)
    try allotment.run()
    let called = reading.called
    if let quorum = called.turnoutQuorum, !quorum.isReached(by: reading.count.live, of: called.electors) {
      (isVoid, allotment.selected, allotment.elected) = (true, [], [])
      (allotment.draws, allotment.needsBeacon, allotment.decidingTie) = ([], false, [])
    }
    results = reading.paper.enumerated().map { index, option in
      OptionResult(
        option: option.id, votes: reading.count.votes[index], score: allotment.scores[index],
        isSelected: allotment.selected.contains(index), place: UInt32(allotment.places[index]))
    }
    decidingTie = allotment.decidingTie.sorted().map { reading.paper[$0].id }
    (elected, draws, needsBeacon) = (allotment.elected, allotment.draws, allotment.needsBeacon)
  }
}

/// The figures of one option.
public struct OptionResult: Hashable, Sendable {
  /// The option's id.
  public var option: String
  /// Live ballots that name it.
  public var votes: UInt64
  /// The sum of its points; its votes if ballots carry none; of ranked ballots, its first preferences.
  public var score: UInt64
  /// Whether the allocation selects it.
  public var isSelected: Bool
  /// The place on the list of its district, or of the election, from 1; 0 if nothing is ranked.
  public var place: UInt32 = 0
}

/// Who takes a seat, and why.
public struct ElectedSeat: Hashable, Sendable {
  /// The option's id.
  public var option: String
  /// The district; empty if there is none.
  public var district: String
  /// The body; nil if the election names none.
  public var body: ID<Body>?
  /// The seat's id; its number if the election names no seats.
  public var seat: String
  /// On what basis.
  public var basis: Basis

  /// Why a candidate takes a seat.
  public enum Basis: String, Hashable, Sendable, CaseIterable, Codable {
    /// By votes.
    case votes
    /// By votes, with a tie broken by lot.
    case draw
    /// By a guarantee, for instance under 25.
    case byRight
    /// The best of a gender of which nobody in the district was elected.
    case missingGender
    /// By votes, because a candidate higher on the list withdrew.
    case nextAfterWithdrawal
  }
}

/// A lot that decided.
public struct DrawnLot: Hashable, Sendable {
  /// `DISTRICT#PLACE`.
  public var label: String
  /// The options among whom it was drawn, sorted by id.
  public var among: [String]
  /// The one drawn.
  public var drawn: String

  package init(label: String, among: [String], drawn: String) {
    (self.label, self.among, self.drawn) = (label, among, drawn)
  }
}
