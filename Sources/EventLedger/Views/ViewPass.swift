import EventModel
import Glibc
import LocalFiles
import LogAudit
import TransparencyLog

/// A part of the log that leaves a view as it was: no event at `from` or later and before `to` changes a row of it.
///
/// That is a fact about the log and the view's definition. It holds for every generation of the view, whoever deletes
/// or rebuilds one, and however old the file is in which it is read; only a log that was cut off ends it.
struct QuietSpan {
  let view: String
  let version: Int
  let from: LogSize
  let to: LogSize

  init(view: String, version: Int, from: LogSize, to: LogSize) {
    (self.view, self.version, self.from, self.to) = (view, version, from, to)
  }

  init(_ definition: ViewDefinition, from: LogSize, to: LogSize) {
    self.init(view: definition.name, version: definition.version, from: from, to: to)
  }

  /// Whether the view's rows at this size are those at every size of the span.
  func contains(_ size: LogSize) -> Bool { from <= size && size <= to }
}

extension QuietSpan? {
  /// The size of the log that a view's rows speak of if the view itself names `committed`.
  func size(of committed: LogSize) -> LogSize {
    guard let self, self.contains(committed) else { return committed }
    return self.to
  }

  /// Whether a view that itself names `committed` has the rows of another size.
  func reaches(_ size: LogSize, from committed: LogSize) -> Bool {
    guard let self, size != committed else { return size == committed }
    return self.contains(committed) && self.contains(size)
  }
}

/// What the passes over a log have found, a quiet span for each view: so a view that stays as it was need not be
/// written, however far the log goes on.
///
/// It is one small file beside the views, replaced whole after each batch and not flushed: a crash of the machine may
/// lose it or bring an older one back, and then events are looked at again.
struct ViewPass {
  private var spans: [String: QuietSpan] = [:]

  /// What is known of the log for a view, if anything is.
  func span(of definition: ViewDefinition) -> QuietSpan? {
    spans[definition.name].flatMap { $0.version == definition.version ? $0 : nil }
  }

  /// Takes in what a pass has found.
  mutating func note(_ span: QuietSpan) { spans[span.view] = span }

  /// The largest size that is named.
  var largest: LogSize { spans.values.map(\.to).max() ?? .zero }
}

extension ViewPass {
  /// Where the file lies in the directory of the views, in which every view has a directory by its own name.
  static func path(_ views: String) -> String { views + "/pass.txt" }

  /// Reads the file; what is not there or cannot be read says nothing.
  init(in views: String) {
    let text = (try? Files.read(Self.path(views))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    // The last line is empty, or was not written to its end.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for span in lines.compactMap(QuietSpan.init(line:)) { note(span) }
  }

  /// Replaces the file.
  func write(in views: String) throws {
    let path = Self.path(views)
    let temporary = path + ".new"
    let lines = spans.values.sorted { $0.view < $1.view }.map(\.line)
    let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("create", temporary) }
    defer { Glibc.close(descriptor) }
    try Files.write(Array(lines.joined().utf8), to: descriptor, temporary)
    guard rename(temporary, path) == 0 else { throw Files.failure("rename", temporary) }
  }

  /// Removes the file for good.
  static func remove(in views: String) throws {
    let path = path(views)
    guard unlink(path) == 0 else {
      if errno == ENOENT { return }
      throw Files.failure("remove", path)
    }
    try Files.syncDirectory(of: path)
  }
}

extension QuietSpan {
  /// `VIEW VERSION FROM TO`.
  fileprivate var line: String { "\(view) \(version) \(from) \(to)\n" }

  fileprivate init?(line: Substring) {
    let columns = line.split(separator: " ", omittingEmptySubsequences: false)
    guard columns.count == 4, let version = Int(columns[1]), let from = UInt64(columns[2]), let to = UInt64(columns[3])
    else { return nil }
    self.init(view: String(columns[0]), version: version, from: LogSize(from), to: LogSize(to))
  }
}
