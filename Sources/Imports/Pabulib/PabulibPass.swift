import Crypto

/// One reading of a file from its first byte to its last.
struct PabulibPass {
  private static let readSize = 65_536

  private var parser: PabulibParser
  private var hasher = SHA256()
  private var buffer = [UInt8](repeating: 0, count: Self.readSize)
  private var offset: UInt64 = 0

  init(path: String) {
    parser = PabulibParser(file: path)
  }

  /// Reads more: returns the votes that the next bytes complete, and the file once it has ended.
  mutating func next(
    from source: borrowing PabulibSource, _ progress: PabulibReader.Progress?
  ) throws(PabulibError) -> (votes: [PabulibVote], file: PabulibFile?) {
    let count = try source.read(into: &buffer, at: offset)
    guard count > 0 else {
      let file = try finish()
      return (parser.takeVotes(), file)
    }
    let bytes = buffer[..<count]
    hasher.update(data: bytes)
    try parser.feed(bytes.span)
    offset += UInt64(count)
    progress?(offset, source.byteCount)
    return (parser.takeVotes(), nil)
  }

  private mutating func finish() throws(PabulibError) -> PabulibFile {
    let contents = try parser.finish()
    return PabulibFile(
      meta: contents.meta, projects: contents.projects, voteCount: contents.voteCount,
      byteCount: offset, digest: Array(hasher.finalize()))
  }
}
