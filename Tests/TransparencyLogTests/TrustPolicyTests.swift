import Testing
import TransparencyLog

/// Keys of a few logs and witnesses, the same in every run.
struct PolicyKeys {
  let log: SigningKey
  let otherLog: SigningKey
  let witnesses: [CosigningKey]

  init() throws {
    log = try SigningKey(name: KeyName("log.example/a"), seed: Array(repeating: 1, count: 32))
    otherLog = try SigningKey(name: KeyName("log.example/b"), seed: Array(repeating: 2, count: 32))
    witnesses = try (0..<5).map {
      try CosigningKey(name: KeyName("witness.example/\($0)"), seed: Array(repeating: UInt8(10 + $0), count: 32))
    }
  }

  /// Lines that define the first witnesses as `w0`, `w1`, ….
  func definitions(_ count: Int) -> String {
    (0..<count).map { "witness w\($0) \(witnesses[$0].verifierKey)\n" }.joined()
  }

  func checkpoint() throws -> Checkpoint {
    try Checkpoint.sign(size: 1, root: .leaf([1]), key: log)
  }

  func cosigned(by places: Int...) throws -> SignedNote {
    var checkpoint = try checkpoint()
    for place in places {
      try checkpoint.add(witnesses[place].cosign(checkpoint, posixSeconds: 7), by: witnesses[place].verifierKey)
    }
    return checkpoint.note
  }
}

@Suite struct TrustPolicyTests {
  private let keys: PolicyKeys

  init() throws { keys = try PolicyKeys() }

  @Test func readsEveryKindOfLine() throws {
    let text = """
      # a comment
      log \(keys.log.verifierKey)
      \t log \(keys.otherLog.verifierKey) https://b.example/log\t
      witness w0 \(keys.witnesses[0].verifierKey) https://witness.example/
      \(keys.definitions(3).split(separator: "\n").dropFirst().joined(separator: "\n"))

         # w0 is enough, or both others
      group both all w1 w2
      group either any w0 both
      quorum either

      """
    let policy = try TrustPolicy(parsing: text)
    #expect(policy.logs.map(\.key) == [keys.log.verifierKey, keys.otherLog.verifierKey])
    #expect(policy.logs.map(\.url) == [nil, "https://b.example/log"])
    #expect(policy.witnesses.map { "\($0.name)" } == ["w0", "w1", "w2"])
    #expect(policy.witnesses[0].url == "https://witness.example/")
    #expect(policy.needsCosignatures)
    #expect(policy.isMet(by: [keys.witnesses[0].verifierKey]))
    #expect(!policy.isMet(by: [keys.witnesses[1].verifierKey]))
    #expect(policy.isMet(by: [keys.witnesses[1].verifierKey, keys.witnesses[2].verifierKey]))
  }

  @Test func namesAreOctets() throws {
    let (one, two) = (keys.witnesses[0].verifierKey, keys.witnesses[1].verifierKey)
    let bytes = Array("witness K \(one)\nwitness \u{212A} \(two)\nwitness ".utf8) + [0xFF, 0xFE]
    let policy = try TrustPolicy(
      parsing: bytes + Array(" \(keys.witnesses[2].verifierKey)\nquorum \u{212A}\n".utf8))
    #expect(policy.witnesses.count == 3)
    #expect(!policy.isMet(by: [one]))
    #expect(policy.isMet(by: [two]))
  }

  @Test func takesThirtyTwoOfEach() throws {
    var text = ""
    for index in 0..<32 {
      let seed = Array(repeating: UInt8(100 + index), count: 32)
      text += "log \(try SigningKey(name: KeyName("l\(index)"), seed: seed).verifierKey)\n"
      text += "witness w\(index) \(try CosigningKey(name: KeyName("w\(index)"), seed: seed).verifierKey)\n"
      text += "group g\(index) 1 \(index == 0 ? "w0" : "g\(index - 1) w\(index)")\n"
    }
    let policy = try TrustPolicy(parsing: text + "quorum g31\n")
    for witness in policy.witnesses { #expect(policy.isMet(by: [witness.key])) }
    #expect(!policy.isMet(by: []))
  }

  @Test(arguments: try PolicyRefusalCase.all())
  func refusesWithTheLine(_ refusal: PolicyRefusalCase) {
    let error = #expect(throws: TrustPolicyError.self) { try TrustPolicy(parsing: refusal.text) }
    #expect(error?.line == refusal.line)
    #expect(error?.reason == refusal.reason)
  }
}

/// A file that is no policy, and why.
struct PolicyRefusalCase: Sendable, CustomTestStringConvertible {
  var text: [UInt8]
  var line: Int?
  var reason: TrustPolicyError.Reason

  var testDescription: String { "\(reason)" }

  private init(_ text: String, _ line: Int?, _ reason: TrustPolicyError.Reason) {
    (self.text, self.line, self.reason) = (Array(text.utf8), line, reason)
  }

  static func all() throws -> [PolicyRefusalCase] {
    let keys = try PolicyKeys()
    let (log, w0) = (keys.log.verifierKey, keys.witnesses[0].verifierKey)
    let renamed = try VerifierKey(name: KeyName("renamed"), kind: .cosignature, publicKey: w0.publicKey)
    let renamedLog = try VerifierKey(name: KeyName("renamed"), publicKey: log.publicKey)
    let three = keys.definitions(3)
    func name(_ text: String) throws -> PolicyName {
      try TrustPolicy(parsing: "witness \(text) \(w0)\nquorum none\n").witnesses[0].name
    }
    return [
      PolicyRefusalCase("", nil, .missingQuorum),
      PolicyRefusalCase(three, nil, .missingQuorum),
      PolicyRefusalCase("quorum none", 1, .unterminated),
      PolicyRefusalCase("quorum none\nquorum none\n", 2, .secondQuorum),
      PolicyRefusalCase("quorum none\r\n", 1, .forbiddenOctet(13)),
      PolicyRefusalCase("# \u{7F}\nquorum none\n", 1, .forbiddenOctet(127)),
      PolicyRefusalCase("Quorum none\n", 1, .unknownKeyword("Quorum")),
      PolicyRefusalCase("quorum\n", 1, .malformedLine("quorum NAME, or quorum none")),
      PolicyRefusalCase("quorum none #\n", 1, .malformedLine("quorum NAME, or quorum none")),
      PolicyRefusalCase("log\n", 1, .malformedLine("log VKEY [URL]")),
      PolicyRefusalCase("log \(log) u v\n", 1, .malformedLine("log VKEY [URL]")),
      PolicyRefusalCase("witness \(w0)\n", 1, .malformedLine("witness NAME VKEY [URL]")),
      PolicyRefusalCase("\(three)group g any\n", 4, .malformedLine("group NAME any|all|K MEMBER…")),
      PolicyRefusalCase("log \(w0)\n", 1, .wrongKeyKind(.cosignature)),
      PolicyRefusalCase("witness w \(log)\n", 1, .wrongKeyKind(.ed25519)),
      PolicyRefusalCase("log abc\n", 1, .key(.malformedText)),
      PolicyRefusalCase("log \(log)\nlog \(renamedLog)\n", 2, .duplicateKey(renamedLog)),
      PolicyRefusalCase("witness a \(w0)\nwitness b \(renamed)\n", 2, .duplicateKey(renamed)),
      PolicyRefusalCase(
        "\(three)witness w1 \(keys.witnesses[4].verifierKey)\n", 4, .nameTaken(try name("w1"))),
      PolicyRefusalCase("\(three)group w1 any w0\n", 4, .nameTaken(try name("w1"))),
      PolicyRefusalCase("\(three)group none any w0\n", 4, .nameTaken(try noneName(w0))),
      PolicyRefusalCase("\(three)group g any none\n", 4, .undefinedName(try noneName(w0))),
      PolicyRefusalCase("\(three)group g any g\n", 4, .undefinedName(try name("g"))),
      PolicyRefusalCase("quorum w0\n\(three)", 1, .undefinedName(try name("w0"))),
      PolicyRefusalCase("\(three)group g any w0 w0\n", 4, .memberTwice(try name("w0"))),
      PolicyRefusalCase("\(three)group g any w0\ngroup h any w0 w1\n", 5, .memberTwice(try name("w0"))),
      PolicyRefusalCase("\(three)group g 0 w0\n", 4, .malformedThreshold("0")),
      PolicyRefusalCase("\(three)group g 3 w0 w1\n", 4, .malformedThreshold("3")),
      PolicyRefusalCase("\(three)group g 01 w0\n", 4, .malformedThreshold("01")),
      PolicyRefusalCase("\(three)group g +1 w0\n", 4, .malformedThreshold("+1")),
    ]
  }

  /// `none` is no witness's name: the error of the attempt holds it.
  private static func noneName(_ key: VerifierKey) throws -> PolicyName {
    do { _ = try TrustPolicy(parsing: "witness none \(key)\n") } catch {
      if case .nameTaken(let name) = error.reason { return name }
    }
    throw KeyError.malformedText
  }
}
