import ArgumentParser

/// The settings of all cases.
struct Settings {
  /// Whether each case does only what takes a few seconds.
  var isShort: Bool
  /// Events of each run; nil leaves it to the case.
  var events: Int?
  /// Ballots of each run; nil leaves it to the case.
  var ballots: Int?
  /// Sizes that a log grows to; nil leaves it to the case.
  var sizes: [Int]?
  /// Ballots of each election.
  var election: Int
  /// Batches that are submitted and not answered yet.
  var inFlight: Int
  var pairs: Int
  var workspace: Workspace
  var data: DataSets

  /// Events of each run of a case.
  func events(_ usual: Int, short: Int) -> Int { events ?? (isShort ? short : usual) }

  /// Ballots of each run of a case.
  func ballots(_ usual: Int, short: Int) -> Int { ballots ?? (isShort ? short : usual) }

  /// Sizes that the log of a case grows to.
  func sizes(_ usual: [Int], short: [Int]) -> [Int] { sizes ?? (isShort ? short : usual) }

  /// How long proofs are made, for each size and kind.
  var secondsOfProofs: Double { isShort ? 0.5 : 2 }
}

/// Sizes in rising order, separated by commas.
struct Sizes: ExpressibleByArgument {
  let values: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { Int($0) }
    guard values.count == parts.count, values.allSatisfy({ $0 > 0 }) else { return nil }
    guard zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
  }
}
