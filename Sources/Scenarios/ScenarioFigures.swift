package import TransparencyLog

/// The public figures of a scenario, and those that the ledger's queries give.
package struct ScenarioFigures: Codable, Sendable {
  /// One figure.
  package struct Figure: Codable, Sendable, Equatable {
    /// What is counted.
    package let name: String
    /// The public figure.
    package let published: String
    /// What a query answered.
    package let computed: String
    /// The method of the query.
    package let query: String
    /// Whether they are equal.
    package let isEqual: Bool

    private enum CodingKeys: String, CodingKey {
      case name, published, computed, query
      case isEqual = "equal"
    }
  }

  /// Why a figure is what it is.
  package struct Reason: Codable, Sendable, Equatable {
    /// The figure, as a sentence.
    package let statement: String
    /// The rule and the steps to the figure.
    package let because: [String]
    /// The events on which it is based, only the first few.
    package let positions: [Position]
  }

  /// The size of the log from which the figures were computed.
  package let size: LogSize
  /// The figures.
  package private(set) var figures: [Figure] = []
  /// The reasons of some of them.
  package internal(set) var reasons: [Reason] = []

  /// The candidate who was drawn by lot.
  package internal(set) var drawn = ""

  /// Whether every computed figure equals the published one.
  package var agree: Bool { figures.allSatisfy(\.isEqual) }

  init(size: LogSize) { self.size = size }

  mutating func add(_ name: String, _ query: String, published: String, computed: String) {
    figures.append(
      Figure(name: name, published: published, computed: computed, query: query, isEqual: published == computed))
  }

  mutating func add(_ name: String, _ query: String, published: Int, computed: Int) {
    add(name, query, published: "\(published)", computed: "\(computed)")
  }

  /// A share in percent with this many decimals, rounded.
  static func percent(_ part: UInt64, of whole: UInt64, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(UInt64(1)) { power, _ in power * 10 }
    let value = (part * 100 * scale * 2 + whole) / (whole * 2)
    let rest = String(scale + value % scale).dropFirst()
    return "\(value / scale).\(rest) %"
  }
}
