import EventModel
public import TransparencyLog

/// Why a figure is what it is: the statement, the rule, the arithmetic, and the events that it rests on.
public struct Explanation: Codable, Sendable, Hashable {
  /// The size of the log that the answer is about.
  public var size: LogSize
  /// The figure, as a sentence.
  public var statement: String
  /// The rule that makes it so, as a sentence.
  public var rule: String
  /// The steps from the events to the figure, each a sentence.
  public var steps: [String]
  /// The events that it rests on, in order.
  public var positions: [Position]
  /// If it also rests on more events than fit: a page of their positions.
  public var ballots: [Position]?
  /// What to give as `cursor` for the next page of `ballots`; absent at the end.
  public var next: String?

  package init(
    size: LogSize, statement: String, rule: String, steps: [String], positions: [Position], ballots: [Position]? = nil,
    next: String? = nil
  ) {
    self.size = size
    self.statement = statement
    self.rule = rule
    self.steps = steps
    self.positions = positions
    self.ballots = ballots
    self.next = next
  }
}
