import Crypto
import EventLedger
public import EventModel
import LocalFiles
import LogAudit
public import ParticipationModel
import Synchronization

extension CityLedger {
  /// Makes the key of an election's voter tags if it does not exist, and returns the commitment that
  /// `VotingOpened` carries: SHA-256("albo/tag-key/v1\0" ‖ key), 32 bytes.
  ///
  /// The key lies in `keys/` and is backed up apart from the log.
  /// - Throws: `LedgerError` if it cannot be kept.
  public func tagKeyCommitment(of election: ID<Election>) throws -> [UInt8] {
    let path = keyPath(election)
    if !Files.exists(path) {
      var generator = SystemRandomNumberGenerator()
      try Files.writeOnce((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }, to: path)
    }
    return Self.commitment(try Files.read(path))
  }

  /// The tag that stands for a person in one election alone: HMAC-SHA256 under the election's key, 32 bytes.
  ///
  /// - Parameter person: whatever identifies the person outside the ledger; it enters neither a command nor
  ///   the log.
  /// - Throws: `Rejection` `TagKeyMissing` if the key is not here, or is not the one committed to at the
  ///   opening, so that a restored ledger cannot hand out second tags.
  public func voterTag(of person: String, in election: ID<Election>) throws -> [UInt8] {
    let path = keyPath(election)
    guard Files.exists(path) else { throw Self.tagKeyMissing(election) }
    let key = try Files.read(path)
    guard try committed(election) == Self.commitment(key) else { throw Self.tagKeyMissing(election) }
    return Array(HMAC<SHA256>.authenticationCode(for: Array(person.utf8), using: SymmetricKey(data: key)))
  }

  /// The tags of everybody who may vote, and the roll to whose root `VotingOpened` commits.
  ///
  /// Makes the key of the election if it does not exist, before anything is opened.
  /// - Returns: the tags in the order of `persons`, and the roll over them.
  /// - Throws: `Rejection` `TagKeyMissing` if the polls were opened under another key; `LedgerError`.
  public func voterRoll(of persons: [String], in election: ID<Election>) throws -> (tags: [[UInt8]], roll: VoterRoll) {
    let commitment = try tagKeyCommitment(of: election)
    if let committed = try committed(election), committed != commitment { throw Self.tagKeyMissing(election) }
    let key = SymmetricKey(data: try Files.read(keyPath(election)))
    let tags = persons.map { person in
      Array(HMAC<SHA256>.authenticationCode(for: Array(person.utf8), using: key))
    }
    return (tags, VoterRoll(tags: tags))
  }

  private func keyPath(_ election: ID<Election>) -> String { "\(store.directory.keys)/election-\(election).key" }

  private static func commitment(_ key: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array("albo/tag-key/v1\0".utf8) + key))
  }

  /// Asked for each tag, and read from the stream once.
  private func committed(_ election: ID<Election>) throws -> [UInt8]? {
    if let known = tagKeyCommitments.withLock({ $0[election] }) { return known }
    let found = try recordedCommitment(election)
    if let found { tagKeyCommitments.withLock { $0[election] = found } }
    return found
  }

  private func recordedCommitment(_ election: ID<Election>) throws -> [UInt8]? {
    let stream = ElectionCalled.stream(of: election)
    var version = UInt64(2)
    // Candidacies and later issues stand before the opening.
    while true {
      let page = try store.read(stream: stream, from: version, limit: 100)
      if let event = page.events.first(where: { $0.envelope.type == VotingOpened.type }) {
        return try VotingOpened(wire: event.act).keyCommitment
      }
      guard let next = page.next else { return nil }
      version = next
    }
  }

  private static func tagKeyMissing(_ election: ID<Election>) -> Rejection {
    Rejection(
      .tagKeyMissing, "the key that was committed to when the polls of “\(election)” opened is not here")
  }
}
