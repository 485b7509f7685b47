import EventModel
import ParticipationModel
import TransparencyLog

/// A column of a listing: its title, and its content for an item.
struct Column<Item> {
  let title: String
  let isRight: Bool
  /// Whether the column is left out if it has nothing to show.
  var isOptional = false
  let cell: (Item) -> any CustomStringConvertible

  /// Text, flush left.
  static func left(_ title: String, _ cell: @escaping (Item) -> any CustomStringConvertible) -> Column {
    Column(title: title, isRight: false, cell: cell)
  }

  /// Numbers, flush right.
  static func right(_ title: String, _ cell: @escaping (Item) -> any CustomStringConvertible) -> Column {
    Column(title: title, isRight: true, cell: cell)
  }
}

extension Column {
  /// Where the item comes from, and what became known of it: nothing for most items.
  static func notes(_ notes: @escaping (Item) -> Notes) -> Column {
    Column(title: "notes", isRight: false, isOptional: true, cell: notes)
  }
}

/// That something is transcribed, was corrected, or would be otherwise if what became known later had been known.
struct Notes: CustomStringConvertible {
  let description: String

  init(
    transcribed: Bool = false, count: UInt64 = 0, of facts: String = "", rectified: [Rectification]? = nil,
    affectedBy: [Position]? = nil, withdrawnBy: Position? = nil
  ) {
    var notes: [String] = []
    if let withdrawnBy { notes.append("taken back at \(Self.list([withdrawnBy]))") }
    if transcribed { notes.append("transcribed") }
    if count > 0 { notes.append("\(count) \(facts) transcribed") }
    if let rectified { notes.append("corrected at \(Self.list(rectified.map(\.position)))") }
    if let affectedBy { notes.append("known later: \(Self.list(affectedBy))") }
    description = notes.joined(separator: "; ")
  }

  private static func list(_ positions: [Position]) -> String {
    "position\(positions.count == 1 ? "" : "s") \(positions.map(\.description).joined(separator: ", "))"
  }

  /// Prints the notes of what is shown alone, if there are any.
  func print() {
    if !description.isEmpty { Swift.print("\nnotes: \(description)") }
  }
}

/// A table of items, as people read it.
struct Listing<Item> {
  private let columns: [Column<Item>]

  init(_ columns: Column<Item>...) { self.columns = columns }

  func print(_ items: some Sequence<Item>) {
    let cells = items.map { item in columns.map { Self.text($0.cell(item)) } }
    let shown = columns.indices.filter { index in !columns[index].isOptional || cells.contains { !$0[index].isEmpty } }
    let right = Set(shown.indices.filter { columns[shown[$0]].isRight })
    var table = TextTable(shown.map { columns[$0].title }, right: right)
    for row in cells { table.add(shown.map { row[$0] }) }
    Swift.print(table.text)
  }
}

extension Listing {
  private static func text(_ cell: any CustomStringConvertible) -> String {
    (cell as? Instant)?.shown ?? cell.description
  }

  /// Prints a page of a list, and where the next one starts.
  func print(_ page: Page<Item>) where Item: Codable & Sendable {
    print(page.items)
    if let next = page.next { Terminal.error("more: --cursor \(next)") }
  }
}
