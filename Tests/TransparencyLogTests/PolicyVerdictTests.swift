import Testing
import TransparencyLog

/// Policies over checkpoints: quorums against an evaluation that is spelled out, and what a verdict says.
@Suite struct PolicyVerdictTests {
  private let keys: PolicyKeys

  init() throws { keys = try PolicyKeys() }

  /// Two groups over four witnesses and a group of both, with every threshold: all subsets of witnesses.
  @Test(arguments: 1...3)
  func everySubsetOfSmallPoliciesIsJudgedAsByHand(split: Int) throws {
    var judged = 0
    for left in 1...split {
      for right in 1...(4 - split) {
        for both in 1...2 {
          for quorum in ["w0", "w3", "left", "right", "both", "none"] {
            let text = policy(split: split, left: left, right: right, both: both, quorum: quorum)
            let policy = try TrustPolicy(parsing: text)
            for subset in 0..<16 {
              let signers = (0..<4).filter { subset >> $0 & 1 == 1 }
              let expected = isMet(signers, split, left, right, both, quorum)
              let signed = Set(signers.map { keys.witnesses[$0].verifierKey })
              #expect(policy.isMet(by: signed) == expected, "\(signers) under \(text)")
              judged += 1
            }
          }
        }
      }
    }
    #expect(judged == split * (4 - split) * 2 * 6 * 16)
  }

  private func policy(split: Int, left: Int, right: Int, both: Int, quorum: String) -> String {
    let names = (0..<4).map { "w\($0)" }
    return """
      \(keys.definitions(4))group left \(left) \(names[..<split].joined(separator: " "))
      group right \(right == 4 - split ? "all" : "\(right)") \(names[split...].joined(separator: " "))
      group both \(both == 1 ? "any" : "2") left right
      quorum \(quorum)

      """
  }

  private func isMet(
    _ signers: [Int], _ split: Int, _ left: Int, _ right: Int, _ both: Int, _ quorum: String
  ) -> Bool {
    let isLeft = signers.filter { $0 < split }.count >= left
    let isRight = signers.filter { $0 >= split }.count >= right
    switch quorum {
    case "w0": return signers.contains(0)
    case "w3": return signers.contains(3)
    case "left": return isLeft
    case "right": return isRight
    case "both": return both == 1 ? isLeft || isRight : isLeft && isRight
    default: return true
    }
  }

  @Test func aVerdictNamesWhoSignedAndWhoDidNot() throws {
    let policy = try TrustPolicy(parsing: "\(keys.definitions(3))group g 2 w0 w1 w2\nquorum g\n")
    let verdict = try policy.judge(keys.cosigned(by: 1, 4), keys: LogKeys(keys.log.verifierKey))
    #expect(!verdict.isMet)
    #expect(verdict.cosignatures.map(\.key) == [keys.witnesses[1].verifierKey])
    #expect(verdict.missing.map { "\($0.name)" } == ["w0", "w2"])
    #expect(verdict.ignored.map(\.name) == [keys.witnesses[4].verifierKey.name])
    #expect(throws: PolicyRefusal.quorumNotMet(verdict)) {
      try policy.verify(keys.cosigned(by: 1, 4), keys: LogKeys(keys.log.verifierKey))
    }
    #expect(try policy.verify(keys.cosigned(by: 1, 2), keys: LogKeys(keys.log.verifierKey)).size == 1)
  }

  @Test func theLogIsListedOrNamed() throws {
    let (log, other) = (keys.log.verifierKey, keys.otherLog.verifierKey)
    let note = try keys.checkpoint().note
    let open = try TrustPolicy(parsing: "quorum none\n")
    #expect(throws: PolicyRefusal.missingLogKey) { try open.verify(note) }
    #expect(try open.verify(note, keys: LogKeys(log)).origin == log.name)
    let listed = try TrustPolicy(parsing: "log \(other)\nlog \(log)\nquorum none\n")
    #expect(try listed.verify(note).origin == log.name)
    #expect(try listed.verify(note, keys: LogKeys(log)).origin == log.name)
    #expect(throws: PolicyRefusal.unlistedLog(log.name)) { try listed.verify(note, keys: LogKeys(other)) }
    let elsewhere = try TrustPolicy(parsing: "log \(other)\nquorum none\n")
    #expect(throws: PolicyRefusal.unlistedKey(log)) { try elsewhere.verify(note, keys: LogKeys(log)) }
    #expect(throws: PolicyRefusal.unlistedLog(log.name)) { try elsewhere.verify(note) }
  }

  @Test func aLogIsTrustedByAKeyThatLeadsToTheOneThatSigns() throws {
    let (log, next) = (keys.log.verifierKey, try SigningKey.generate(name: keys.log.verifierKey.name))
    var known = LogKeys(log)
    try known.change(at: 4, from: log, to: next.verifierKey)
    let policy = try TrustPolicy(parsing: "log \(log)\nquorum none\n")
    let note = try Checkpoint.sign(size: 6, root: .leaf([1]), key: next).note
    #expect(try policy.verify(note, keys: known).size == 6)
    #expect(throws: PolicyRefusal.unlistedKey(next.verifierKey)) {
      try policy.verify(note, keys: LogKeys(next.verifierKey))
    }
    #expect(throws: PolicyRefusal.checkpoint(.note(.noKnownSignature))) { try policy.verify(note) }
  }

  @Test func aLineThatDoesNotVerifySpoilsTheNote() throws {
    let policy = try TrustPolicy(parsing: "\(keys.definitions(2))quorum w0\n")
    let key = keys.witnesses[1].verifierKey
    let forged = try #require(
      NoteSignature(name: key.name, keyID: key.keyID, bytes: Array(repeating: 0, count: 72)))
    let note = try keys.cosigned(by: 0)
    let spoilt = try SignedNote(text: note.text, signatures: note.signatures + [forged])
    #expect(throws: PolicyRefusal.checkpoint(.note(.invalidSignature(key.name, key.keyID)))) {
      try policy.verify(spoilt, keys: LogKeys(keys.log.verifierKey))
    }
  }
}
