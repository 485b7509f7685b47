import Testing
import TransparencyLog

@Suite("Checkpoints")
struct CheckpointTests {
  let key: SigningKey
  let witness: CosigningKey
  let checkpoint: Checkpoint

  init() throws {
    key = try SigningKey(name: KeyName("example.com/log"), seed: Array(0..<32))
    witness = try CosigningKey(name: KeyName("witness.example"), seed: Array(32..<64))
    checkpoint = try Checkpoint.sign(size: 5, root: .leaf([1]), key: key)
  }

  @Test func signedIsVerified() throws {
    let read = try Checkpoint(verifying: checkpoint.note.serialized, key: key.verifierKey)
    #expect(read == checkpoint)
    #expect(read.origin.text == "example.com/log")
    #expect(read.size == 5)
    #expect(read.root == .leaf([1]))
    #expect(read.text == "example.com/log\n5\n\(MerkleHash.leaf([1]).base64)\n")
  }

  @Test func itIsRebuiltFromWhatADatabaseKeeps() throws {
    let kept = try #require(checkpoint.note.signatures.first)
    let body = UncheckedCheckpoint(origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root)
    let signature = try #require(NoteSignature(name: checkpoint.origin, keyID: kept.keyID, bytes: kept.bytes))
    let note = try SignedNote(text: body.text, signatures: [signature])
    #expect(try Checkpoint(verifying: note, key: key.verifierKey) == checkpoint)
    #expect(try Checkpoint(unchecked: note) == checkpoint)
  }

  @Test func anotherTextUnderTheSignatureIsRefused() throws {
    let altered = checkpoint.note.serialized.replacing("\n5\n", with: "\n6\n")
    #expect(throws: CheckpointError.note(.invalidSignature(checkpoint.origin, key.verifierKey.keyID))) {
      try Checkpoint(verifying: altered, key: key.verifierKey)
    }
    #expect(try Checkpoint(unchecked: SignedNote(parsing: altered)).size == 6)
  }

  @Test func aCheckpointOfAnotherLogIsRefused() throws {
    let text = checkpoint.text.replacing("example.com/log", with: "example.com/other")
    let note = try SignedNote(text: text, signatures: [key.sign(text)])
    #expect(throws: CheckpointError.wrongOrigin("example.com/other", expected: checkpoint.origin)) {
      try Checkpoint(verifying: note, key: key.verifierKey)
    }
    #expect(throws: CheckpointError.note(.noKnownSignature)) {
      try Checkpoint(verifying: checkpoint.note, key: witness.verifierKey)
    }
  }

  @Test func anEmptyLogHasOneRoot() throws {
    #expect(try Checkpoint.sign(size: 0, root: .emptyRoot, key: key).size == .zero)
    #expect(throws: CheckpointError.wrongEmptyRoot) {
      try Checkpoint.sign(size: 0, root: .leaf([]), key: key)
    }
  }

  @Test(arguments: [
    "", "05", "00", "+5", "-5", " 5", "5 ", "0x5", "٥", "5.0", "9223372036854775808", "18446744073709551616",
    "10000000000000000000000",
  ])
  func sizesThatAreNone(_ size: String) {
    let text = "origin\n\(size)\n\(MerkleHash.emptyRoot.base64)\n"
    #expect(throws: CheckpointError.malformedSize) { try UncheckedCheckpoint(parsing: text) }
  }

  @Test func theLargestSize() throws {
    let text = "origin\n9223372036854775807\n\(MerkleHash.emptyRoot.base64)\n"
    #expect(try UncheckedCheckpoint(parsing: text).size == .maximum)
  }

  @Test func rootsThatAreNone() {
    let root = MerkleHash.emptyRoot.base64
    for bad in [
      "", String(root.dropLast()), root + "=", root + " ", root.replacing("FU=", with: "FV="), "AAAA",
    ] {
      #expect(throws: CheckpointError.malformedRoot) {
        try UncheckedCheckpoint(parsing: "origin\n5\n\(bad)\n")
      }
    }
  }

  @Test func linesAreStrict() {
    let root = MerkleHash.emptyRoot.base64
    #expect(throws: CheckpointError.missingOrigin) { try UncheckedCheckpoint(parsing: "\n5\n\(root)\n") }
    #expect(throws: CheckpointError.malformedSize) { try UncheckedCheckpoint(parsing: "origin\n") }
    #expect(throws: CheckpointError.malformedRoot) { try UncheckedCheckpoint(parsing: "origin\n5\n") }
    #expect(throws: CheckpointError.emptyLine(4)) {
      try UncheckedCheckpoint(parsing: "origin\n5\n\(root)\n\n")
    }
    #expect(throws: CheckpointError.emptyLine(5)) {
      try UncheckedCheckpoint(parsing: "origin\n5\n\(root)\nextension\n\n")
    }
    #expect(throws: CheckpointError.note(.unterminatedText)) {
      try UncheckedCheckpoint(parsing: "origin\n5\n\(root)")
    }
    #expect(throws: CheckpointError.note(.controlCharacter(13, offset: 6))) {
      try UncheckedCheckpoint(parsing: "origin\r\n5\r\n\(root)\r\n")
    }
  }

  @Test func cosignaturesAreVerifiedWhenAdded() throws {
    var cosigned = checkpoint
    let line = try witness.cosign(checkpoint, posixSeconds: 1_679_315_147)
    try cosigned.add(line, by: witness.verifierKey)
    try cosigned.add(line, by: witness.verifierKey)
    #expect(cosigned.note.signatures.count == 2)
    let read = try Checkpoint(verifying: cosigned.note.serialized, key: key.verifierKey)
    #expect(try read.cosignatures(by: [witness.verifierKey]).map(\.posixSeconds) == [1_679_315_147])
    #expect(try read.cosignatures(by: [key.verifierKey]).isEmpty)
    #expect(try read.cosignatures(by: []).isEmpty)

    var other = try Checkpoint.sign(size: 6, root: .leaf([1]), key: key)
    #expect(throws: CheckpointError.note(.invalidSignature(line.name, line.keyID))) {
      try other.add(line, by: witness.verifierKey)
    }
    #expect(throws: CheckpointError.note(.noKnownSignature)) { try other.add(line, by: key.verifierKey) }
    #expect(other.note.signatures.count == 1)
  }

  @Test func aCosignatureUnderAnotherTimeIsRefused() throws {
    let line = try witness.cosign(checkpoint, posixSeconds: 1_679_315_147)
    for place in 0..<8 {
      var bytes = line.bytes
      bytes[place] ^= 0x80
      let altered = try #require(NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes))
      let note = try SignedNote(text: checkpoint.text, signatures: checkpoint.note.signatures + [altered])
      let read = try Checkpoint(verifying: note, key: key.verifierKey)
      #expect(throws: CheckpointError.note(.invalidSignature(line.name, line.keyID))) {
        try read.cosignatures(by: [witness.verifierKey])
      }
    }
  }

  @Test func theLatestCosignatureOfAWitnessCounts() throws {
    var cosigned = checkpoint
    for time in [5, 9, 7] as [Int64] {
      try cosigned.add(witness.cosign(checkpoint, posixSeconds: time), by: witness.verifierKey)
    }
    #expect(try cosigned.cosignatures(by: [witness.verifierKey]).map(\.posixSeconds) == [9])
  }

  @Test func timesOfCosignatures() throws {
    for time in [0, .max] as [Int64] {
      var cosigned = checkpoint
      try cosigned.add(witness.cosign(checkpoint, posixSeconds: time), by: witness.verifierKey)
      #expect(try cosigned.cosignatures(by: [witness.verifierKey]).first?.posixSeconds == time)
    }
    #expect(throws: NoteError.timeBeforeEpoch(-1)) { try witness.cosign(checkpoint, posixSeconds: -1) }
  }
}
