/// Parses a file's bytes in pieces of any size. It does no input or output: `PabulibReader` reads the disk.
///
/// META and PROJECTS are kept within fixed limits; votes wait for `takeVotes()` and are forgotten when taken.
package struct PabulibParser {
  /// The most bytes of META and PROJECTS together.
  package static let headLimit = 8 * 1_048_576
  /// The most rows of PROJECTS.
  package static let projectLimit = 65_536
  /// The most bytes of a record.
  package static let recordLimit = PabulibTokenizer.recordLimit

  private enum Stage {
    case start
    case title(PabulibSection)
    case meta(PabulibHeader)
    case projects(PabulibHeader, PabulibProjectColumns)
    case votes(PabulibHeader, PabulibVoteColumns)
  }

  private let file: String
  private var tokenizer = PabulibTokenizer()
  private var stage = Stage.start
  private var section: PabulibSection?
  private var head = PabulibHead()
  private var votes: [PabulibVote] = []
  private var voteCount = 0

  /// Starts a file; `file` is only its name in errors.
  package init(file: String) {
    self.file = file
  }

  /// Takes the next bytes.
  ///
  /// - Throws: what is wrong, with the line where the wrong record starts.
  package mutating func feed(_ bytes: Span<UInt8>) throws(PabulibError) {
    do throws(PabulibFault) {
      for index in bytes.indices where try consume(bytes[index]) { try accept(tokenizer.record) }
    } catch {
      throw located(error)
    }
  }

  /// The votes read since they were last taken.
  package mutating func takeVotes() -> [PabulibVote] {
    defer { votes.removeAll(keepingCapacity: true) }
    return votes
  }

  /// Ends the file; a vote on its last line may still wait for `takeVotes()`.
  ///
  /// - Throws: what is missing, or which count differs from META's.
  package mutating func finish() throws(PabulibError) -> PabulibContents {
    do throws(PabulibFault) {
      if try endsRecord() { try accept(tokenizer.record) }
      if case .title(let section) = stage { throw PabulibFault(.missingHeader(section)) }
      guard case .votes = stage, let meta = head.meta else { throw PabulibFault(.missingSection(expected)) }
      try head.closeVotes(count: voteCount)
      return PabulibContents(meta: meta, projects: head.projects, voteCount: voteCount)
    } catch {
      throw located(error)
    }
  }
}

/// What a parser has kept at the end of the file.
package struct PabulibContents: Equatable, Sendable {
  package let meta: PabulibMeta
  package let projects: [PabulibProject]
  package let voteCount: Int
}

extension PabulibParser {
  private func located(_ fault: PabulibFault) -> PabulibError {
    PabulibError(file: file, line: fault.line ?? tokenizer.record.line, reason: fault.reason)
  }

  private mutating func consume(_ byte: UInt8) throws(PabulibFault) -> Bool {
    do { return try tokenizer.consume(byte) } catch { throw PabulibFault(error) }
  }

  private mutating func endsRecord() throws(PabulibFault) -> Bool {
    do { return try tokenizer.finish() } catch { throw PabulibFault(error) }
  }

  /// Takes the record that the tokenizer has completed.
  private mutating func accept(_ whole: PabulibRecord) throws(PabulibFault) {
    var record = whole
    if record.line == 1 { record.dropByteOrderMark() }
    guard record.isUTF8 else { throw PabulibFault(.notUTF8) }
    if section != .votes { try head.count(record) }
    if record.isBlank { return }
    if let title = record.sectionTitle { return try open(title) }
    switch stage {
    case .start: throw PabulibFault(.textOutsideSection)
    case .title(let section): try readHeader(record, of: section)
    case .meta(let header), .projects(let header, _), .votes(let header, _):
      try header.checkFieldCount(of: record)
      try readRow(record)
    }
  }

  private mutating func readHeader(_ row: PabulibRecord, of section: PabulibSection) throws(PabulibFault) {
    let header = try PabulibHeader(row)
    switch section {
    case .meta:
      for name in ["key", "value"] { _ = try header.required(name) }
      stage = .meta(header)
    case .projects: stage = .projects(header, try PabulibProjectColumns(header: header))
    case .votes: stage = .votes(header, try PabulibVoteColumns(header: header, voteType: head.meta?.voteType))
    }
  }

  private mutating func readRow(_ row: PabulibRecord) throws(PabulibFault) {
    switch stage {
    case .start, .title: break
    case .meta(let header): try head.addMeta(row, header)
    case .projects(_, let columns): try head.addProject(try columns.project(row))
    case .votes(_, let columns):
      votes.append(try columns.vote(row))
      voteCount += 1
    }
  }
}

extension PabulibParser {
  /// The next section; VOTES after the last one.
  private var expected: PabulibSection {
    guard let section else { return .meta }
    return section.next ?? .votes
  }

  private mutating func open(_ title: PabulibSection) throws(PabulibFault) {
    if case .title(let section) = stage { throw PabulibFault(.missingHeader(section)) }
    guard !isOpened(title) else { throw PabulibFault(.repeatedSection(title)) }
    guard title == expected else { throw PabulibFault(.missingSection(expected)) }
    switch title {
    case .meta: break
    case .projects: try head.closeMeta()
    case .votes: try head.closeProjects()
    }
    section = title
    stage = .title(title)
  }

  /// Whether a section has been opened; they come in order.
  private func isOpened(_ title: PabulibSection) -> Bool {
    switch section {
    case nil: false
    case .meta: title == .meta
    case .projects: title != .votes
    case .votes: true
    }
  }
}
