import Foundation
import Testing
import TransparencyLog

/// What Go's `golang.org/x/mod/sumdb` computed for a log with the entries `leaf-0`, `leaf-1`, ….
struct Vectors: Decodable {
  struct Root: Decodable, Sendable { let size: LogSize, rootHex: String, rootBase64: String }
  struct Inclusion: Decodable, Sendable { let size: LogSize, index: Position, proofHex: [String] }
  struct Consistency: Decodable, Sendable { let oldSize: LogSize, newSize: LogSize, proofHex: [String] }
  struct Leaf: Decodable, Sendable { let index: Position, data: String, leafHashHex: String }
  struct TileFile: Decodable, Sendable {
    let treeSize: LogSize, path: String, width: Int, sha256OfFileHex: String
  }
  struct TilePath: Decodable, Sendable {
    let level: Int, n: UInt64, width: Int, path: String, entriesPath: String
  }
  struct Bundle: Decodable { let entries: [String], hex: String }
  struct Note: Decodable {
    let name: String, seedHex: String, publicKeyHex: String, keyIdHex: String, vkey: String
    let goSignerKey: String, checkpointText: String, checkpointSigned: String
    let emptyTreeCheckpointSigned: String, plainNoteWithBlankLine: String, withExtensionLineSigned: String
  }
  struct Cosigned: Decodable {
    let name: String, seedHex: String, publicKeyHex: String, keyIdHex: String, vkey: String
    let timestamp: Int64, signedMessage: String, signatureLine: String, checkpointCosigned: String
  }

  let roots: [Root], inclusion: [Inclusion], consistency: [Consistency], leafHashes: [Leaf]
  let tileFiles: [TileFile], tilePaths: [TilePath], resourcesForTreeSize: [String: [String]]
  let entryBundle: Bundle, signedNote: Note, cosignatureV1: Cosigned
  let tlogProof: String, witnessAddCheckpointBody: String

  static let file = SharedData.file("vectors/tlog.json")

  static let areAvailable = file != nil

  static func load() throws -> Vectors {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Vectors.self, from: Data(contentsOf: #require(file)))
  }
}
