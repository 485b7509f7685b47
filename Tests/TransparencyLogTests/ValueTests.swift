import Foundation
import Testing
import TransparencyLog

@Suite("Hashes, positions and sizes")
struct ValueTests {
  @Test func hashesOfThePublishedExamples() {
    #expect(
      MerkleHash.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(MerkleHash.emptyRoot.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    // RFC 6962's tree of one empty entry
    #expect(
      MerkleHash.leaf([]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    #expect(
      MerkleHash.node(.leaf([]), .leaf([0])).hex
        == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")
  }

  @Test func hashesRoundTripThroughBytesAndText() throws {
    for value in 0..<256 {
      let hash = MerkleHash.leaf([UInt8(value)])
      #expect(MerkleHash(bytes: hash.bytes) == hash)
      #expect(MerkleHash(hash.bytes.span) == hash)
      #expect(MerkleHash(hex: hash.hex) == hash)
      #expect(MerkleHash(base64: hash.base64) == hash)
      #expect(hash.base64 == Data(hash.bytes).base64EncodedString())
      #expect(hash.hex == hex(hash.bytes))
    }
  }

  @Test func hashesAreOrderedAsTheirBytes() {
    let hashes = (0..<64).map { MerkleHash.leaf([$0]) }
    #expect(hashes.sorted() == hashes.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
    #expect(hashes.sorted() == hashes.sorted { $0.hex < $1.hex })
  }

  @Test func whatIsNoHash() {
    let hash = MerkleHash.emptyRoot
    for count in [0, 31, 33, 64] { #expect(MerkleHash(bytes: Array(repeating: 0, count: count)) == nil) }
    #expect(MerkleHash(hex: hash.hex.uppercased()) == nil)
    #expect(MerkleHash(hex: hash.hex + "0") == nil)
    #expect(MerkleHash(hex: String(hash.hex.dropLast()) + "g") == nil)
    #expect(MerkleHash(base64: String(hash.base64.dropLast())) == nil)
    #expect(MerkleHash(base64: hash.base64 + "\n") == nil)
    #expect(MerkleHash(base64: hash.base64.replacing("FU=", with: "FV=")) == nil)
    #expect(MerkleHash(base64: hash.base64.replacing("/", with: "_")) == nil)
    #expect(MerkleHash(base64: hash.base64.replacing("FU=", with: "=U=")) == nil)
    #expect(MerkleHash(base64: hash.base64.replacing("FU=", with: "F==")) == nil)
  }

  @Test func positionsAndSizes() {
    #expect(Position(lastOf: .zero) == nil)
    #expect(Position(lastOf: 5) == 4)
    #expect(Position(nextIn: 5) == 5)
    #expect(LogSize(after: 4) == 5)
    #expect(LogSize(5).contains(4))
    #expect(!LogSize(5).contains(5))
    #expect(Array(Position(2)..<Position(5)) == [2, 3, 4])
    #expect(LogSize(2).distance(to: 5) == 3)
    #expect(LogSize(2) < LogSize(.max) && LogSize(2) != LogSize(.max))
    #expect(Position(2) < Position(.max) && Position(2) != Position(.max))
    #expect("\(Position(7)) \(LogSize(8))" == "7 8")
  }

  @Test func positionsAndSizesAreNumbersInJSON() throws {
    #expect(try String(decoding: JSONEncoder().encode([Position(70_000)]), as: UTF8.self) == "[70000]")
    #expect(try JSONDecoder().decode([LogSize].self, from: Data("[0, 70000]".utf8)) == [0, 70_000])
    #expect(try JSONDecoder().decode([LogSize].self, from: Data("[9223372036854775807]".utf8)) == [.maximum])
    for text in ["[9223372036854775808]", "[18446744073709551615]", "[-1]", "[1.5]", "[\"1\"]", "[{}]"] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode([LogSize].self, from: Data(text.utf8)) }
      #expect(throws: DecodingError.self) { try JSONDecoder().decode([Position].self, from: Data(text.utf8)) }
    }
  }

  @Test func errorsSpeakToPeople() {
    #expect(
      "\(ReceiptError.proof(.wrongLength(found: 3, expected: 4)))"
        == "the entry is not proved to be in the log: the proof has 3 hashes, but its sizes call for 4")
    #expect(
      "\(TileError.missing(level: 1, index: 2, width: 3))" == "there is no tile 2 of level 1 with 3 hashes")
  }
}
