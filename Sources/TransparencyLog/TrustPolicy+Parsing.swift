extension TrustPolicy {
  /// Reads a policy file.
  ///
  /// - Throws: ``TrustPolicyError``, with the line.
  public init(parsing text: String) throws(TrustPolicyError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads a policy file.
  ///
  /// - Throws: ``TrustPolicyError``, with the line.
  public init(parsing bytes: [UInt8]) throws(TrustPolicyError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw TrustPolicyError(line: nil, reason: .tooLong(bytes.count))
    }
    var parser = PolicyParser()
    var lines = LineReader(bytes[...])
    while let line = lines.next() {
      do { try parser.read(line) } catch { throw TrustPolicyError(line: lines.number, reason: error) }
    }
    guard lines.rest.isEmpty else { throw TrustPolicyError(line: lines.number + 1, reason: .unterminated) }
    guard let quorum = parser.quorum else { throw TrustPolicyError(line: nil, reason: .missingQuorum) }
    self.init(logs: parser.logs, witnesses: parser.witnesses, groups: parser.groups, quorum: quorum.member)
  }
}

/// What the lines so far say.
private struct PolicyParser {
  typealias Reason = TrustPolicyError.Reason
  typealias Word = ArraySlice<UInt8>

  /// What the quorum line names; nil for `none`.
  struct Quorum { var member: TrustPolicy.Member? }

  var logs: [TrustPolicy.Log] = []
  var witnesses: [TrustPolicy.Witness] = []
  var groups: [TrustPolicy.Group] = []
  var quorum: Quorum?
  private var names: [PolicyName: TrustPolicy.Member] = [:]
  private var members: Set<PolicyName> = []

  private static let none = PolicyName(ArraySlice("none".utf8))

  mutating func read(_ line: Word) throws(Reason) {
    if let octet = line.first(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) { throw .forbiddenOctet(octet) }
    let words = line.split { $0 == 0x20 || $0 == 0x09 }
    guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { return }
    let rest = Array(words.dropFirst())
    switch String(decoding: keyword, as: UTF8.self) {
    case "log": try readLog(rest)
    case "witness": try readWitness(rest)
    case "group": try readGroup(rest)
    case "quorum": try readQuorum(rest)
    case let word: throw .unknownKeyword(word)
    }
  }

  private mutating func readLog(_ words: [Word]) throws(Reason) {
    guard (1...2).contains(words.count) else { throw .malformedLine("log VKEY [URL]") }
    let key = try key(words[0], .ed25519, besides: logs.map(\.key))
    guard logs.count < TrustPolicy.maximumCount else { throw .tooMany("logs") }
    logs.append(TrustPolicy.Log(key: key, url: url(words.dropFirst().first)))
  }

  private mutating func readWitness(_ words: [Word]) throws(Reason) {
    guard (2...3).contains(words.count) else { throw .malformedLine("witness NAME VKEY [URL]") }
    let key = try key(words[1], .cosignature, besides: witnesses.map(\.key))
    guard witnesses.count < TrustPolicy.maximumCount else { throw .tooMany("witnesses") }
    let name = try define(words[0], as: .witness(witnesses.count))
    witnesses.append(TrustPolicy.Witness(name: name, key: key, url: url(words.dropFirst(2).first)))
  }

  private mutating func readGroup(_ words: [Word]) throws(Reason) {
    guard words.count >= 3 else { throw .malformedLine("group NAME any|all|K MEMBER…") }
    var group = TrustPolicy.Group(threshold: 0, members: [])
    for word in words[2...] {
      let name = PolicyName(word)
      guard let member = names[name] else { throw .undefinedName(name) }
      guard members.insert(name).inserted else { throw .memberTwice(name) }
      group.members.append(member)
    }
    group.threshold = try threshold(words[1], of: group.members.count)
    guard groups.count < TrustPolicy.maximumCount else { throw .tooMany("groups") }
    _ = try define(words[0], as: .group(groups.count))
    groups.append(group)
  }

  private mutating func readQuorum(_ words: [Word]) throws(Reason) {
    guard words.count == 1 else { throw .malformedLine("quorum NAME, or quorum none") }
    guard quorum == nil else { throw .secondQuorum }
    let name = PolicyName(words[0])
    if name == Self.none { return quorum = Quorum(member: nil) }
    guard let member = names[name] else { throw .undefinedName(name) }
    quorum = Quorum(member: member)
  }

  private mutating func define(_ word: Word, as member: TrustPolicy.Member) throws(Reason) -> PolicyName {
    let name = PolicyName(word)
    guard name != Self.none, names[name] == nil else { throw .nameTaken(name) }
    names[name] = member
    return name
  }

  private func key(_ word: Word, _ kind: KeyKind, besides others: [VerifierKey]) throws(Reason) -> VerifierKey {
    guard let text = String(validating: word, as: UTF8.self) else { throw .key(.malformedText) }
    let key: VerifierKey
    do { key = try VerifierKey(text) } catch { throw .key(error) }
    guard key.kind == kind else { throw .wrongKeyKind(key.kind) }
    guard !others.contains(where: { $0.publicKey == key.publicKey }) else { throw .duplicateKey(key) }
    return key
  }

  private func threshold(_ word: Word, of count: Int) throws(Reason) -> Int {
    switch String(decoding: word, as: UTF8.self) {
    case "any": return 1
    case "all": return count
    case let text:
      guard let number = Decimal.parse(word), (1...UInt64(count)).contains(number) else {
        throw .malformedThreshold(text)
      }
      return Int(number)
    }
  }

  private func url(_ word: Word?) -> String? { word.map { String(decoding: $0, as: UTF8.self) } }
}
