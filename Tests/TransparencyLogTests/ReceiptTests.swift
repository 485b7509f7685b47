import Testing
import TransparencyLog

@Suite("Receipts and requests to witnesses")
struct ReceiptTests {
  static let log = MemoryLog(size: 7)

  let key: SigningKey
  let checkpoint: Checkpoint
  let receipt: Receipt

  init() throws {
    key = try SigningKey(name: KeyName("example.com/log"), seed: Array(0..<32))
    checkpoint = try Checkpoint.sign(size: Self.log.edge.size, root: Self.log.edge.root, key: key)
    receipt = try Receipt(proof: Self.log.tree.inclusionProof(of: 3, in: 7), checkpoint: checkpoint)
  }

  @Test func roundTripWithAndWithoutExtra() throws {
    for extra in [nil, [], [1, 2, 3]] as [[UInt8]?] {
      let receipt = try Receipt(proof: receipt.proof, checkpoint: checkpoint, extra: extra)
      let read = try Receipt(parsing: receipt.text)
      #expect(read == receipt)
      #expect(read.extra == extra)
      #expect(try read.verify(entry: MemoryLog.entry(3), key: key.verifierKey) == checkpoint)
    }
  }

  @Test func theOnlyEntryHasAnEmptyProof() throws {
    let log = MemoryLog(size: 1)
    let checkpoint = try Checkpoint.sign(size: 1, root: log.edge.root, key: key)
    let receipt = try Receipt(proof: log.tree.inclusionProof(of: 0, in: 1), checkpoint: checkpoint)
    #expect(receipt.text.hasPrefix("c2sp.org/tlog-proof@v1\nindex 0\n\nexample.com/log\n1\n"))
    try Receipt(parsing: receipt.text).verify(leaf: log.edge.root, key: key.verifierKey)
  }

  @Test func everythingInItCounts() throws {
    let verifierKey = key.verifierKey
    #expect(throws: ReceiptError.proof(.rootMismatch(size: 7))) {
      try receipt.verify(entry: MemoryLog.entry(4), key: verifierKey)
    }
    let moved = try Receipt(parsing: receipt.text.replacing("index 3", with: "index 2"))
    #expect(throws: ReceiptError.proof(.rootMismatch(size: 7))) {
      try moved.verify(entry: MemoryLog.entry(3), key: verifierKey)
    }
    let outside = try Receipt(parsing: receipt.text.replacing("index 3", with: "index 7"))
    #expect(throws: ReceiptError.proof(.positionOutsideTree(7, size: 7))) {
      try outside.verify(entry: MemoryLog.entry(3), key: verifierKey)
    }
    let grown = try Receipt(parsing: receipt.text.replacing("\n7\n", with: "\n8\n"))
    #expect(
      throws: ReceiptError.checkpoint(.note(.invalidSignature(checkpoint.origin, verifierKey.keyID)))
    ) { try grown.verify(entry: MemoryLog.entry(3), key: verifierKey) }
    let other = try SigningKey.generate(name: checkpoint.origin).verifierKey
    #expect(throws: ReceiptError.checkpoint(.note(.noKnownSignature))) {
      try receipt.verify(entry: MemoryLog.entry(3), key: other)
    }
  }

  @Test func itIsOfOneSize() throws {
    #expect(throws: ReceiptError.sizesDiffer(proof: 6, checkpoint: 7)) {
      try Receipt(proof: Self.log.tree.inclusionProof(of: 3, in: 6), checkpoint: checkpoint)
    }
  }

  @Test func readingIsStrict() throws {
    let text = receipt.text
    let first = try #require(receipt.proof.path.first).base64
    let cases: [(String, ReceiptError)] = [
      ("", .unknownFormat), ("c2sp.org/tlog-proof@v1", .unknownFormat),
      (text.replacing("@v1", with: "@v2"), .unknownFormat), (" " + text, .unknownFormat),
      ("c2sp.org/tlog-proof@v1\n", .malformedLine(1)),
      (text.replacing("index 3", with: "index 03"), .malformedLine(2)),
      (text.replacing("index 3", with: "index -3"), .malformedLine(2)),
      (text.replacing("index 3", with: "Index 3"), .malformedLine(2)),
      (text.replacing("index 3", with: "index 9223372036854775808"), .malformedLine(2)),
      (text.replacing("index 3", with: "extra A\nindex 3"), .malformedLine(2)),
      (text.replacing("index 3", with: "extra AAAA\nextra AAAA\nindex 3"), .malformedLine(3)),
      (text.replacing(first, with: first + "="), .malformedLine(3)),
      (text.replacing(first, with: "AAAA"), .malformedLine(3)),
      (text.replacing("\n\n", with: "\n"), .unterminatedProof),
      (
        text.replacing(first, with: Array(repeating: first, count: 62).joined(separator: "\n")),
        .unterminatedProof
      ),
      (text.replacing("\n", with: "\r\n"), .unknownFormat),
      (String(text.dropLast()), .checkpoint(.note(.malformedSignature(line: 1)))),
      (text.replacing("\n7\n", with: "\n07\n"), .checkpoint(.malformedSize)),
      (text + String(repeating: " ", count: 2_000_000), .tooLong(text.utf8.count + 2_000_000)),
    ]
    for (bad, error) in cases {
      #expect(throws: error, "\(bad.prefix(400))") { try Receipt(parsing: bad) }
    }
  }

  @Test func sixtyThreeHashesAreRead() throws {
    let first = try #require(receipt.proof.path.first).base64
    let longest = Array(repeating: first, count: 61).joined(separator: "\n")
    let text = receipt.text.replacing(first, with: longest)
    #expect(receipt.proof.path.count == 3)
    #expect(try Receipt(parsing: text).proof.path.count == InclusionProof.maximumLength)
  }

  @Test func requestsToWitnessesRoundTrip() throws {
    for old in 0...7 as ClosedRange<UInt64> {
      let proof = try Self.log.tree.consistencyProof(from: LogSize(old), to: 7)
      let request = try WitnessRequest(proof: proof, checkpoint: checkpoint)
      #expect(request.text.hasPrefix("old \(old)\n"))
      #expect(try WitnessRequest(parsing: request.text) == request)
    }
  }

  @Test func requestsToWitnessesAreReadStrictly() throws {
    let request = try WitnessRequest(
      proof: Self.log.tree.consistencyProof(from: 3, to: 7), checkpoint: checkpoint)
    let text = request.text
    let first = try #require(request.proof.path.first).base64
    let cases: [(String, WitnessRequestError)] = [
      ("", .malformedLine(1)), (text.replacing("old 3", with: "old 03"), .malformedLine(1)),
      (text.replacing("old 3", with: "old"), .malformedLine(1)),
      (text.replacing(first, with: "AAAA"), .malformedLine(2)), ("old 3\n", .unterminatedProof),
      (
        text.replacing(first, with: Array(repeating: first, count: 64).joined(separator: "\n")),
        .unterminatedProof
      ),
      (text.replacing("\n7\n", with: "\n\n"), .checkpoint(.malformedSize)),
    ]
    for (bad, error) in cases {
      #expect(throws: error, "\(bad.prefix(200))") { try WitnessRequest(parsing: bad) }
    }
    #expect(throws: WitnessRequestError.sizesDiffer(proof: 6, checkpoint: 7)) {
      try WitnessRequest(proof: Self.log.tree.consistencyProof(from: 3, to: 6), checkpoint: checkpoint)
    }
  }
}
