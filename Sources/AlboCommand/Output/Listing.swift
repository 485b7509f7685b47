import EventModel
import ParticipationModel

/// A column of a listing: its title, and its content for an item.
struct Column<Item> {
  let title: String
  let isRight: Bool
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

/// A table of items, as people read it.
struct Listing<Item> {
  private let columns: [Column<Item>]

  init(_ columns: Column<Item>...) { self.columns = columns }

  func print(_ items: some Sequence<Item>) {
    let right = Set(columns.indices.filter { columns[$0].isRight })
    var table = TextTable(columns.map(\.title), right: right)
    for item in items { table.add(columns.map { Self.text($0.cell(item)) }) }
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
