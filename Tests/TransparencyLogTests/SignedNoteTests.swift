import Testing
import TransparencyLog

@Suite("Signed notes")
struct SignedNoteTests {
  let key: SigningKey
  let stranger: SigningKey
  let note: String

  init() throws {
    key = try SigningKey(name: KeyName("example.com/città"), seed: Array(0..<32))
    stranger = try SigningKey(name: KeyName("example.com/other"), seed: Array(32..<64))
    note = try SignedNote(text: "first\n\nsecond\n", signatures: [key.sign("first\n\nsecond\n")]).serialized
  }

  @Test func roundTrip() throws {
    let parsed = try SignedNote(parsing: note)
    #expect(parsed.text == "first\n\nsecond\n")
    #expect(parsed.serialized == note)
    #expect(try parsed.verify(with: [stranger.verifierKey, key.verifierKey]) == [key.verifierKey])
  }

  @Test func linesOfUnknownKeysAreIgnoredWhateverTheySay() throws {
    let sameName = try #require(
      NoteSignature(name: key.verifierKey.name, keyID: KeyID(rawValue: 7), bytes: [1]))
    let sameID = try #require(
      NoteSignature(
        name: KeyName("grease"), keyID: key.verifierKey.keyID, bytes: [UInt8](repeating: 9, count: 2420)))
    for grease in [sameName.line + sameID.line, try stranger.sign("another text\n").line] {
      let greased = note.replacing("\u{2014} example.com/città", with: "\(grease)\u{2014} example.com/città")
      #expect(greased != note)
      let parsed = try SignedNote(parsing: greased + grease)
      #expect(try parsed.verify(with: [key.verifierKey]) == [key.verifierKey])
      #expect(parsed.serialized == greased + grease)
    }
  }

  @Test func aBadLineOfAKnownKeyRejectsTheNote() throws {
    let text = "first\n\nsecond\n"
    let good = try key.sign(text)
    for wrong in [try key.sign("other\n").bytes, Array(good.bytes.dropLast()), good.bytes + [0], [0]] {
      let bad = try #require(NoteSignature(name: good.name, keyID: good.keyID, bytes: wrong))
      for lines in [[good, bad], [bad, good], [bad], [try stranger.sign(text), good, bad]] {
        let note = try SignedNote(text: text, signatures: lines)
        #expect(throws: NoteError.invalidSignature(good.name, good.keyID)) {
          try note.verify(with: [stranger.verifierKey, key.verifierKey])
        }
      }
    }
  }

  @Test func everyBitOfTheSignatureCounts() throws {
    let good = try key.sign("text\n")
    for bit in 0..<512 {
      var bytes = good.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      let bad = try #require(NoteSignature(name: good.name, keyID: good.keyID, bytes: bytes))
      let note = try SignedNote(text: "text\n", signatures: [bad])
      #expect(throws: NoteError.self) { try note.verify(with: [key.verifierKey]) }
    }
  }

  @Test func aNoteOfStrangersIsRejected() throws {
    let parsed = try SignedNote(parsing: note)
    #expect(throws: NoteError.noKnownSignature) { try parsed.verify(with: [stranger.verifierKey]) }
    #expect(throws: NoteError.noKnownSignature) { try parsed.verify(with: []) }
  }

  @Test func aRepeatedLineCountsOnce() throws {
    let signature = try key.sign("text\n")
    let twice = try SignedNote(text: "text\n", signatures: [signature, signature])
    #expect(try twice.verify(with: [key.verifierKey]) == [key.verifierKey])
  }

  @Test func anotherKindOfTheSameKeyIsAnotherKey() throws {
    let witness = try CosigningKey(name: key.verifierKey.name, seed: Array(0..<32))
    #expect(witness.verifierKey.publicKey == key.verifierKey.publicKey)
    let parsed = try SignedNote(parsing: note)
    #expect(throws: NoteError.noKnownSignature) { try parsed.verify(with: [witness.verifierKey]) }
  }

  @Test func canonicallyEquivalentTextIsAnotherText() throws {
    let decomposed = note.replacing("città", with: "citta\u{300}")
    #expect(decomposed == note)  // Swift's equality
    let parsed = try SignedNote(parsing: decomposed)
    #expect(parsed.serialized.utf8.elementsEqual(decomposed.utf8))
    #expect(try parsed != SignedNote(parsing: note))
    #expect(throws: NoteError.noKnownSignature) { try parsed.verify(with: [key.verifierKey]) }
    let signature = try stranger.sign("citt\u{e0}\n")
    let moved = try SignedNote(text: "citta\u{300}\n", signatures: [signature])
    #expect(try moved != SignedNote(text: "citt\u{e0}\n", signatures: [signature]))
    #expect(throws: NoteError.self) { try moved.verify(with: [stranger.verifierKey]) }
  }

  @Test func controlCharactersAreRefused() throws {
    for byte in (0..<0x20 as Range<UInt8>) where byte != 0x0a {
      var bytes = Array(note.utf8)
      bytes[2] = byte
      #expect(throws: NoteError.controlCharacter(byte, offset: 2)) { try SignedNote(parsing: bytes) }
      let text = "te\(Unicode.Scalar(byte))xt\n"
      #expect(throws: NoteError.controlCharacter(byte, offset: 2)) { try key.sign(text) }
    }
    let windows = note.replacing("\n", with: "\r\n")
    #expect(throws: NoteError.controlCharacter(0x0d, offset: 5)) { try SignedNote(parsing: windows) }
  }

  @Test func brokenUTF8IsRefused() throws {
    for (place, byte) in [(0, 0xff as UInt8), (Array(note.utf8).count - 3, 0xc3), (1, 0xed)] {
      var bytes = Array(note.utf8)
      bytes[place] = byte
      #expect(throws: NoteError.notUTF8) { try SignedNote(parsing: bytes) }
    }
  }

  @Test func structureIsStrict() throws {
    let line = try key.sign("text\n").line
    let missing = ["", "\n", "text\n", "text\n\n", "text\n" + line, line, "\n" + line]
    for text in missing {
      #expect(throws: NoteError.missingSignatures, "\(text)") { try SignedNote(parsing: text) }
    }
    let malformed = [
      String(line.dropLast()), "x" + line, String(line.dropFirst()), line.replacing("\u{2014}", with: "-"),
      line.replacing("\u{2014} ", with: "\u{2014}"), line.replacing("\u{2014} ", with: "\u{2014}  "),
      line.replacing("\n", with: " \n"), line.replacing("=\n", with: "\n"),
      line.replacing("=\n", with: "==\n"),
      line.replacing("example.com/città", with: ""), line.replacing("example.com/", with: "a+b"),
      line.replacing("example.com/", with: "a\u{a0}b"), line.replacing("example.com/", with: "a\u{2028}b"),
      "\u{2014} name AAAAAA==\n", "\u{2014} name \n", "\u{2014} name\n", "\u{2014} name AAAAAA_=\n",
    ]
    for bad in malformed {
      #expect(throws: NoteError.malformedSignature(line: 1), "\(bad)") {
        try SignedNote(parsing: "text\n\n" + bad)
      }
      #expect(throws: NoteError.malformedSignature(line: 2), "\(bad)") {
        try SignedNote(parsing: "text\n\n" + line + bad)
      }
    }
  }

  @Test func onlyTheCanonicalBase64OfASignatureIsRead() throws {
    let note = "text\n\n\u{2014} name AAAAAAE=\n"
    #expect(try SignedNote(parsing: note).signatures.first?.bytes == [1])
    #expect(throws: NoteError.malformedSignature(line: 1)) {
      try SignedNote(parsing: note.replacing("AAE=", with: "AAF="))  // the same byte, but stray bits
    }
  }

  @Test func textMayBeOneEmptyLine() throws {
    let parsed = try SignedNote(parsing: "\n\n" + key.sign("\n").line)
    #expect(parsed.text == "\n")
    #expect(try parsed.verify(with: [key.verifierKey]) == [key.verifierKey])
  }

  @Test func boundsOnLinesAndLength() throws {
    let signature = try key.sign("text\n")
    for count in [16, 100] {
      let note = try SignedNote(text: "text\n", signatures: Array(repeating: signature, count: count))
      #expect(try SignedNote(parsing: note.serialized).signatures.count == count)
    }
    let tooMany = "text\n\n" + String(repeating: signature.line, count: 101)
    #expect(throws: NoteError.tooManySignatures) { try SignedNote(parsing: tooMany) }
    #expect(throws: NoteError.tooManySignatures) {
      try SignedNote(text: "text\n", signatures: Array(repeating: signature, count: 101))
    }
    let tooLong = String(repeating: "a", count: 1_000_001)
    #expect(throws: NoteError.tooLong(1_000_001)) { try SignedNote(parsing: tooLong) }
  }

  @Test func onlyWholeLinesAreSigned() {
    #expect(throws: NoteError.unterminatedText) { try key.sign("no newline") }
    #expect(throws: NoteError.unterminatedText) { try key.sign("") }
    #expect(throws: NoteError.missingSignatures) { try SignedNote(text: "text\n", signatures: []) }
  }
}
