/// A Pabulib file that is open for several passes: one to check its form, one to deliver its votes.
///
/// ```swift
/// let reader = try PabulibReader(path: path)
/// let file = try reader.inspect()
/// let again = try reader.read { vote in try propose(vote) }
/// guard again.digest == file.digest else { … }
/// ```
///
/// The file is read 64 KiB at a time; a vote is forgotten once delivered, so memory does not grow with the number
/// of votes. The file stays open meanwhile: if another file replaces it, this has no effect; if the file itself is
/// changed, `PabulibFile.digest` shows it.
public struct PabulibReader: ~Copyable {
  /// Called after each read with the bytes read so far and the size of the file when it was opened.
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

  /// Reads the whole file only to check its form.
  ///
  /// - Throws: the first error, in the order of the lines. A count that differs from META's is reported at the
  ///   end of the counted section, but with the line of META that states it.
  public func inspect(progress: Progress? = nil) throws(PabulibError) -> PabulibFile {
    var pass = PabulibPass(path: source.path)
    while true {
      if let file = try pass.next(from: source, progress).file { return file }
    }
  }

  /// Reads the whole file and delivers its votes in order.
  ///
  /// When an error is thrown, the votes before the malformed row have already been delivered: `inspect` first.
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
