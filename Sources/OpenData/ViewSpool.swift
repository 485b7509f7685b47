import EventLedger
import EventModel
import LocalFiles
import LogAudit
import TransparencyLog

/// Views as they were at one size. Each is written to a file when it is first asked for, because a view may advance
/// while it is read, and a view at an older size must be replayed once.
///
/// The files have no name, because views contain pseudonyms and attested attributes of persons.
final class ViewSpool {
  private let views: ViewKeeper
  private let size: LogSize
  private var files: [String: UnnamedFile] = [:]

  init(_ views: ViewKeeper, at size: LogSize) { (self.views, self.size) = (views, size) }

  /// Passes on every row of a view's table, in the order of keys.
  func forEachRow(of view: String, _ table: String, _ body: (JSONValue) throws -> Void) throws {
    let lines = try LineFile(file(of: view).path())
    while let line = try lines.next() {
      let line = try JSONText.value(of: line)
      guard line["table"]?.text == table, let row = line["row"] else { continue }
      try body(row)
    }
  }

  private func file(of view: String) throws -> UnnamedFile {
    if let file = files[view] { return file }
    let file = try UnnamedFile()
    _ = try views.export(view, at: size) { try file.write($0) }
    files[view] = file
    return file
  }
}
