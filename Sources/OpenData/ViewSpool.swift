import EventLedger
import EventModel
import TransparencyLog

/// Views as they stood at one size, each written to a file when it is first asked for: a view may move on while it is
/// read, and one of an older size is replayed once.
final class ViewSpool {
  private let views: ViewKeeper
  private let size: LogSize
  private let folder: String
  private var spooled: Set<String> = []

  init(_ views: ViewKeeper, at size: LogSize) throws {
    (self.views, self.size) = (views, size)
    folder = try Files.makeTemporaryDirectory()
  }

  deinit { try? Files.removeTree(folder) }

  /// Lends every row of a view's table, in the order of keys.
  func forEachRow(of view: String, _ table: String, _ body: (JSONValue) throws -> Void) throws {
    let path = "\(folder)/\(view)"
    if spooled.insert(view).inserted {
      let file = try AtomicFile(path)
      _ = try views.export(view, at: size) { try file.write($0) }
      try file.finish()
    }
    let lines = try LineFile(path)
    while let line = try lines.next() {
      let line = try JSONText.value(of: line)
      guard line["table"]?.text == table, let row = line["row"] else { continue }
      try body(row)
    }
  }
}
