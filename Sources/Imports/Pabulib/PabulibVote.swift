/// How a ballot reached the city (`voting_method`).
public enum PabulibChannel: Sendable {
  /// Filled in online.
  case internet
  /// Filled in on paper.
  case paper
  /// A way that the format does not name.
  case other
}

/// A row of section VOTES. Nothing that describes the voter (age, sex, neighbourhood…) is read.
///
/// Only its form has been checked: it may name unknown projects, too many projects, or a voter seen before.
public struct PabulibVote: Equatable, Sendable {
  /// The line on which the row starts, from 1.
  public let line: Int
  /// The file's pseudonym of the voter.
  public let voterID: String
  /// The projects named, in the ballot's order: the most preferred first, if order has a meaning.
  public let options: [String]
  /// The points for each of `options`; `nil` if the file has no such column.
  public let points: [UInt32]?
  /// How the ballot reached the city; `nil` if the file does not say.
  public let channel: PabulibChannel?
}

/// The indexes of the columns of VOTES that are read.
struct PabulibVoteColumns {
  private let voter: Int
  private let vote: Int
  private let points: Int?
  private let channel: Int?

  init(header: PabulibHeader, voteType: PabulibVoteType?) throws(PabulibFault) {
    voter = try header.required("voter_id")
    vote = try header.required("vote")
    points = voteType == .cumulative ? try header.required("points") : header["points"]
    channel = header["voting_method"]
  }

  /// Reads a row whose number of fields has been checked.
  func vote(_ row: PabulibRecord) throws(PabulibFault) -> PabulibVote {
    guard !row[voter].isEmpty else { throw PabulibFault(.emptyField("voter_id")) }
    let options = row[vote].listElements.map { String(decoding: $0, as: UTF8.self) }
    let points = try points(in: row)
    if let points, points.count != options.count {
      throw PabulibFault(.pointsMismatch(options: options.count, points: points.count))
    }
    return PabulibVote(
      line: row.line, voterID: row.text(voter), options: options, points: points, channel: channel(in: row))
  }

  private func points(in row: PabulibRecord) throws(PabulibFault) -> [UInt32]? {
    guard let points else { return nil }
    var numbers: [UInt32] = []
    for element in row[points].listElements {
      guard let number: UInt32 = PabulibNumber.whole(element) else {
        throw PabulibFault(.invalidNumber(field: "points", text: PabulibNumber.excerpt(element)))
      }
      numbers.append(number)
    }
    return numbers
  }

  private func channel(in row: PabulibRecord) -> PabulibChannel? {
    guard let channel, !row[channel].isEmpty else { return nil }
    if row[channel].elementsEqual("internet".utf8) { return .internet }
    return row[channel].elementsEqual("paper".utf8) ? .paper : .other
  }
}
