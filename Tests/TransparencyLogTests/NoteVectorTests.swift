import Testing
import TransparencyLog

@Suite("Keys, notes and receipts against Go's", .enabled(if: Vectors.areAvailable, SharedData.notice))
struct NoteVectorTests {
  let vectors: Vectors
  let logKey: SigningKey
  let witnessKey: CosigningKey

  init() throws {
    vectors = try Vectors.load()
    logKey = try SigningKey(text: vectors.signedNote.goSignerKey)
    witnessKey = try CosigningKey(
      name: KeyName(vectors.cosignatureV1.name), seed: bytes(hex: vectors.cosignatureV1.seedHex))
  }

  @Test func logKeyReadsAndPrintsAsGoDoes() throws {
    let vector = vectors.signedNote
    let seeded = try SigningKey(name: KeyName(vector.name), seed: bytes(hex: vector.seedHex))
    #expect(seeded.text == vector.goSignerKey)
    #expect(logKey.text == vector.goSignerKey)
    #expect(logKey.verifierKey.text == vector.vkey)
    #expect(logKey.verifierKey.keyID.hex == vector.keyIdHex)
    #expect(logKey.verifierKey.publicKey == bytes(hex: vector.publicKeyHex))
    #expect(try VerifierKey(vector.vkey) == logKey.verifierKey)
  }

  @Test func witnessKeyReadsAndPrintsAsGoDoes() throws {
    let vector = vectors.cosignatureV1
    #expect(witnessKey.verifierKey.text == vector.vkey)
    #expect(witnessKey.verifierKey.keyID.hex == vector.keyIdHex)
    #expect(witnessKey.verifierKey.publicKey == bytes(hex: vector.publicKeyHex))
    #expect(try VerifierKey(vector.vkey) == witnessKey.verifierKey)
    #expect(try CosigningKey(text: witnessKey.text).verifierKey == witnessKey.verifierKey)
  }

  #if os(Linux)  // elsewhere Ed25519 signatures may be randomised
    @Test func signaturesEqualGoByteForByte() throws {
      let vector = vectors.signedNote
      let body = try UncheckedCheckpoint(parsing: vector.checkpointText)
      var checkpoint = try Checkpoint.sign(size: body.size, root: body.root, key: logKey)
      #expect(checkpoint.text == vector.checkpointText)
      #expect(checkpoint.note.serialized == vector.checkpointSigned)
      let empty = try Checkpoint.sign(size: .zero, root: .emptyRoot, key: logKey)
      #expect(empty.note.serialized == vector.emptyTreeCheckpointSigned)
      let cosignature = try witnessKey.cosign(checkpoint, posixSeconds: vectors.cosignatureV1.timestamp)
      #expect(cosignature.line == vectors.cosignatureV1.signatureLine)
      try checkpoint.add(cosignature, by: witnessKey.verifierKey)
      #expect(checkpoint.note.serialized == vectors.cosignatureV1.checkpointCosigned)
    }
  #endif

  @Test func checkpointsVerify() throws {
    for note in [vectors.signedNote.checkpointSigned, vectors.cosignatureV1.checkpointCosigned] {
      let checkpoint = try Checkpoint(verifying: note, key: logKey.verifierKey)
      #expect(checkpoint.origin.text == vectors.signedNote.name)
      #expect(checkpoint.size == 70_000)
      #expect(checkpoint.root.hex == vectors.roots.last?.rootHex)
      #expect(checkpoint.note.serialized == note)
    }
  }

  @Test func emptyTreeVerifies() throws {
    let note = vectors.signedNote.emptyTreeCheckpointSigned
    let checkpoint = try Checkpoint(verifying: note, key: logKey.verifierKey)
    #expect(checkpoint.size == .zero)
    #expect(checkpoint.root == .emptyRoot)
  }

  @Test func cosignatureVerifies() throws {
    let note = vectors.cosignatureV1.checkpointCosigned
    let checkpoint = try Checkpoint(verifying: note, key: logKey.verifierKey)
    let cosignature = try #require(checkpoint.cosignatures(by: [witnessKey.verifierKey]).first)
    #expect(cosignature.posixSeconds == vectors.cosignatureV1.timestamp)
    #expect(cosignature.key == witnessKey.verifierKey)
  }

  @Test func extensionLineIsReadAndCosigned() throws {
    let note = vectors.signedNote.withExtensionLineSigned
    let checkpoint = try Checkpoint(verifying: note, key: logKey.verifierKey)
    #expect(checkpoint.text.hasSuffix("\nexample.com/ext 1\n"))
    #expect(try checkpoint.cosignatures(by: [witnessKey.verifierKey]).count == 1)
    #expect(checkpoint.note.serialized == note)
  }

  @Test func textWithBlankLine() throws {
    let note = try SignedNote(parsing: vectors.signedNote.plainNoteWithBlankLine)
    #expect(note.text == "This is a test note.\n\nIt has an empty line.\n")
    #expect(try note.verify(with: [logKey.verifierKey]) == [logKey.verifierKey])
    #expect(note.serialized == vectors.signedNote.plainNoteWithBlankLine)
  }

  @Test func receiptVerifies() throws {
    let receipt = try Receipt(parsing: vectors.tlogProof)
    #expect(receipt.position == 12_345)
    #expect(receipt.extra == nil)
    #expect(receipt.text == vectors.tlogProof)
    let checkpoint = try receipt.verify(entry: MemoryLog.entry(12_345), key: logKey.verifierKey)
    #expect(checkpoint.size == 70_000)
    #expect(try checkpoint.cosignatures(by: [witnessKey.verifierKey]).count == 1)
    #expect(throws: ReceiptError.proof(.rootMismatch(size: 70_000))) {
      try receipt.verify(entry: MemoryLog.entry(12_346), key: logKey.verifierKey)
    }
  }

  @Test func witnessRequestVerifies() throws {
    let request = try WitnessRequest(parsing: vectors.witnessAddCheckpointBody)
    #expect(request.text == vectors.witnessAddCheckpointBody)
    #expect(request.proof.oldSize == 65_537)
    let checkpoint = try Checkpoint(verifying: request.note, key: logKey.verifierKey)
    let oldRoot = try #require(vectors.roots.first { $0.size == 65_537 })
    try request.proof.verify(
      oldRoot: #require(MerkleHash(hex: oldRoot.rootHex)), newRoot: checkpoint.root)
    #expect(try WitnessRequest(proof: request.proof, checkpoint: checkpoint) == request)
  }

  @Test func pathsAreAsGoPrintsThem() throws {
    for vector in vectors.tilePaths {
      let tile = try #require(TileCoordinate(level: vector.level, index: vector.n, width: vector.width))
      #expect(tile.path == vector.path)
      #expect(tile.entriesPath == vector.entriesPath)
      #expect(TileCoordinate(path: vector.path) == tile)
      #expect(
        TileCoordinate(entriesPath: vector.entriesPath)
          == TileCoordinate(level: 0, index: vector.n, width: vector.width))
    }
  }

  @Test func bundle() throws {
    let entries = vectors.entryBundle.entries.map { Array($0.utf8) }
    #expect(try hex(EntryBundle.encode(entries)) == vectors.entryBundle.hex)
    #expect(try EntryBundle.decode(bytes(hex: vectors.entryBundle.hex), count: 3) == entries)
  }
}
