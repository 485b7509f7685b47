/// What the city did with a project (`selected`).
///
/// The format defines 0 and 1; each file's comment defines 2. Pabulib's own tools check the greedy rule
/// against 1 alone and write 3 for money that came later. So only `byRule` can be compared with an allocation
/// computed here.
public enum PabulibSelection: UInt8, Sendable, CaseIterable {
  /// Not funded.
  case notSelected = 0
  /// Funded by the rule of the vote, within its budget.
  case byRule = 1
  /// Funded outside the rule, as the file's comment explains: with a reserve, or as a prize for high turnout.
  case bySpecialProvision = 2
  /// Funded with money added afterwards, such as what other districts left unused.
  case withAddedFunds = 3
}

/// A row of section PROJECTS.
public struct PabulibProject: Equatable, Sendable {
  /// The city's identifier, unique in the file, such as `M/01/X` or `BO.D12.54/25`.
  public let id: String
  /// Its cost, in cents.
  public let cost: Int64
  /// Its full name; `nil` if the file gives none.
  public let name: String?
  /// The number of ballots that name it, as the city counted; `nil` if the file does not say.
  public let votes: UInt64?
  /// The points given to it, as the city counted; `nil` if the file does not say.
  public let score: UInt64?
  /// What the city did with it; `nil` if the file does not say.
  public let selected: PabulibSelection?
}

/// The indexes of the columns of PROJECTS that are read.
struct PabulibProjectColumns {
  private let id: Int
  private let cost: Int
  private let name: Int?
  private let votes: Int?
  private let score: Int?
  private let selected: Int?

  init(header: PabulibHeader) throws(PabulibFault) {
    id = try header.required("project_id")
    cost = try header.required("cost")
    name = header["name"]
    votes = header["votes"]
    score = header["score"]
    selected = header["selected"]
  }

  /// Reads a row whose number of fields has been checked.
  func project(_ row: PabulibRecord) throws(PabulibFault) -> PabulibProject {
    guard !row[id].isEmpty else { throw PabulibFault(.emptyField("project_id")) }
    guard let cents = PabulibNumber.cents(row[cost]) else {
      throw PabulibFault(.invalidAmount(field: "cost", text: PabulibNumber.excerpt(row[cost])))
    }
    return PabulibProject(
      id: row.text(id), cost: cents, name: name.flatMap { row[$0].isEmpty ? nil : row.text($0) },
      votes: try number(votes, "votes", in: row), score: try number(score, "score", in: row),
      selected: try selection(in: row))
  }

  private func number(_ column: Int?, _ name: String, in row: PabulibRecord) throws(PabulibFault) -> UInt64? {
    guard let column, !row[column].isEmpty else { return nil }
    if let number: UInt64 = PabulibNumber.whole(row[column]) { return number }
    throw PabulibFault(.invalidNumber(field: name, text: PabulibNumber.excerpt(row[column])))
  }

  private func selection(in row: PabulibRecord) throws(PabulibFault) -> PabulibSelection? {
    guard let selected, let number = try number(selected, "selected", in: row) else { return nil }
    if let selection = UInt8(exactly: number).flatMap(PabulibSelection.init(rawValue:)) { return selection }
    throw PabulibFault(.invalidNumber(field: "selected", text: String(number)))
  }
}
