/// The header row of a section: columns may be in any order, and unknown ones are ignored.
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

  /// The index of a required column.
  func required(_ name: String) throws(PabulibFault) -> Int {
    guard let index = columns[name] else { throw PabulibFault(.missingColumn(name)) }
    return index
  }

  /// Refuses a row that is too short, or that has text in excess fields: a `;` that was not quoted.
  func checkFieldCount(of row: PabulibRecord) throws(PabulibFault) {
    let exceeds = row.count > count && (count..<row.count).contains { !row[$0].isEmpty }
    guard row.count >= count, !exceeds else {
      throw PabulibFault(.wrongFieldCount(expected: count, found: row.count))
    }
  }
}
