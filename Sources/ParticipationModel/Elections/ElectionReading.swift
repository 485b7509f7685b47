package import EventModel
package import TransparencyLog

/// An election as read from its stream: the rules, the ballot paper, the count, and what the drawing of lots needs.
package struct ElectionReading {
  /// The latest issue of the calling act.
  package private(set) var called: ElectionCalled
  /// The options of the ballot paper; none before the polls open, if candidacies are filed.
  package private(set) var paper: [BallotOption]
  package private(set) var count: ElectionCount
  /// Candidacies that were withdrawn after the opening.
  package private(set) var withdrawn: Set<String> = []
  /// The version of the stream by then.
  package private(set) var version: UInt64 = 1
  package private(set) var cast: UInt64 = 0
  package private(set) var annulled: UInt64 = 0
  /// Live ballots that were recorded under a transcription; all of an election that is one.
  package var transcribed: UInt64 { called.transcription != nil ? count.live : under }
  private var under: UInt64 = 0
  /// The RFC 6962 root over the stream's records up to the close; nil before it, and if no beacon is named.
  package private(set) var closingRoot: MerkleHash?
  private var edge = TreeEdge()
  private var isOpen = false

  /// Ballots that a later one of the same voter superseded.
  package var superseded: UInt64 { cast - annulled - count.live }

  /// Reads an election's stream.
  ///
  /// - Parameter end: the last event that is read; later ones may be there already.
  /// - Returns: nil for an election that was never called.
  package static func of(
    _ stream: StreamName, upTo end: Position? = nil, in history: some EventHistory
  ) throws -> ElectionReading? {
    var reading: ElectionReading?
    try history.forEachEvent(in: stream) { position, scan, record in
      if let end, position > end { return }
      guard reading != nil else {
        reading = ElectionReading(try ElectionCalled(wire: record.bytes(scan.act)))
        reading?.follow(record)
        return
      }
      try reading?.apply(scan, record, history: history)
    }
    return reading
  }

  private init(_ called: ElectionCalled) {
    self.called = called
    paper = called.options
    count = ElectionCount(called, paper: called.options)
  }

  private mutating func follow(_ record: borrowing Span<UInt8>) {
    if called.beacon != nil, closingRoot == nil { edge.append(.leaf(record)) }
  }

  private mutating func apply(
    _ scan: EventScan, _ record: borrowing Span<UInt8>, history: some EventHistory
  ) throws {
    version = scan.version
    follow(record)
    if record.equals(Self.ballotCast, in: scan.type) { return try add(scan, record, history) }
    switch scan.type(in: record) {
    case BallotAnnulled.type:
      annulled += 1
      try subtract(at: BallotAnnulled(wire: record.bytes(scan.act)).ballot.rawValue, history)
    case ElectionCalled.type: called = try ElectionCalled(wire: record.bytes(scan.act))
    case VotingOpened.type:
      let opened = try VotingOpened(wire: record.bytes(scan.act))
      isOpen = true
      guard called.candidacies != nil else { return }
      paper = opened.options
      count = ElectionCount(called, paper: paper)
    case CandidacyWithdrawn.type:
      if isOpen { withdrawn.insert(try CandidacyWithdrawn(wire: record.bytes(scan.act)).candidacy) }
    case VotingClosed.type: if called.beacon != nil { closingRoot = edge.root }
    default: return
    }
  }

  private mutating func add(
    _ scan: EventScan, _ record: borrowing Span<UInt8>, _ history: some EventHistory
  ) throws {
    let ballot = try BallotScan(scan.act, in: record)
    try count.add(ballot, in: record)
    cast += 1
    if scan.under != nil { under += 1 }
    if let earlier = ballot.supersedes { try subtract(at: earlier, history) }
  }

  /// Takes a ballot away.
  package mutating func subtract(at position: UInt64, _ history: some EventHistory) throws {
    try history.withEvent(at: .init(position)) { scan, record in
      try count.subtract(BallotScan(scan.act, in: record), in: record)
      if scan.under != nil { under -= 1 }
    }
  }

  private static let ballotCast = Array(BallotCast.type.description.utf8)
}
