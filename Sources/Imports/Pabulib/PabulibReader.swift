/// A Pabulib file, open for as many passes as it takes: one to find it well formed, one to deliver its votes.
///
/// ```swift
/// let reader = try PabulibReader(path: path)
/// let file = try reader.inspect()
/// let again = try reader.read { vote in try propose(vote) }
/// guard again.digest == file.digest else { … }
/// ```
///
/// The file is read 64 KiB at a time; a vote is forgotten once delivered, so that memory does not grow with
/// their number. The file stays open meanwhile: another one put in its place is not noticed, and one written
/// to shows in `PabulibFile.digest`.
public struct PabulibReader: ~Copyable {
  /// Called after each read with the bytes read so far and the size the file had when it was opened.
  public typealias Progress = (_ read: UInt64, _ total: UInt64) -> Void

  private let source: PabulibSource

  /// Opens a file.
  ///
  /// - Throws: `unreadable` or `notARegularFile`, without a line.
  public init(path: String) throws(PabulibError) {
    source = try PabulibSource(path: path)
  }

  /// The size of the file when it was opened, in bytes.
  public var byteCount: UInt64 { source.byteCount }

  /// Reads the whole file for its form alone.
  ///
  /// - Throws: the first thing wrong with it, in the order of its lines; a count that differs from META's
  ///   comes at the end of the section counted, but with the line of META that states it.
  public func inspect(progress: Progress? = nil) throws(PabulibError) -> PabulibFile {
    var pass = PabulibPass(path: source.path)
    while true {
      if let file = try pass.next(from: source, progress).file { return file }
    }
  }

  /// Reads the whole file and hands over its votes, in their order.
  ///
  /// Votes before a malformed row have been delivered when the error is thrown: `inspect` first.
  ///
  /// - Throws: a `PabulibError` as `inspect` does, or what `onVote` throws, which ends the pass.
  public func read(
    onVote: (PabulibVote) throws -> Void, progress: Progress? = nil
  ) throws -> PabulibFile {
    var pass = PabulibPass(path: source.path)
    while true {
      let (votes, file) = try pass.next(from: source, progress)
      for vote in votes { try onVote(vote) }
      if let file { return file }
    }
  }
}
