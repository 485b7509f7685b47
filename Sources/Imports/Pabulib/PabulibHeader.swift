/// The header row of a section: columns may stand in any order, and unknown ones are passed over.
struct PabulibHeader {
  /// The number of columns.
  let count: Int
  private let columns: [String: Int]

  init(_ row: PabulibRecord) throws(PabulibFault) {
    var columns: [String: Int] = [:]
    for index in 0..<row.count where !row[index].isEmpty {
      guard columns.updateValue(index, forKey: row.text(index)) == nil else {
        throw PabulibFault(.repeatedColumn(PabulibNumber.excerpt(row[index])))
      }
    }
    self.columns = columns
    count = row.count
  }

  subscript(name: String) -> Int? { columns[name] }

  /// The place of a column that must be there.
  func required(_ name: String) throws(PabulibFault) -> Int {
    guard let index = columns[name] else { throw PabulibFault(.missingColumn(name)) }
    return index
  }

  /// Refuses a row that is too short, or too long with something in what exceeds: a `;` that was not quoted.
  func checkFieldCount(of row: PabulibRecord) throws(PabulibFault) {
    let exceeds = row.count > count && (count..<row.count).contains { !row[$0].isEmpty }
    guard row.count >= count, !exceeds else {
      throw PabulibFault(.wrongFieldCount(expected: count, found: row.count))
    }
  }
}
