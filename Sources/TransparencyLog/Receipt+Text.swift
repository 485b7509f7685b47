import Bytes

extension Receipt {
  private static let header = "c2sp.org/tlog-proof@v1"

  /// The file to hand out, by custom with the extension `.tlog-proof`.
  public var text: String {
    var lines = [Self.header]
    if let extra { lines.append("extra \(Base64.text(extra))") }
    lines.append("index \(position)")
    lines += proof.path.map(\.base64)
    return lines.joined(separator: "\n") + "\n\n" + note.serialized
  }

  /// Reads a receipt.
  ///
  /// - Throws: ``ReceiptError`` if it is malformed; nothing is verified yet.
  public init(parsing text: String) throws(ReceiptError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads a receipt.
  ///
  /// - Throws: ``ReceiptError`` if it is malformed; nothing is verified yet.
  public init(parsing bytes: [UInt8]) throws(ReceiptError) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLong(bytes.count) }
    var lines = LineReader(bytes[...])
    guard let header = lines.next(), header.elementsEqual(Self.header.utf8) else { throw .unknownFormat }
    var line = lines.next()
    var extra: [UInt8]?
    if let encoded = line?.after("extra ") {
      guard let decoded = Base64.bytes(encoded) else { throw .malformedLine(lines.number) }
      extra = decoded
      line = lines.next()
    }
    guard let index = line?.after("index ").flatMap(Decimal.parse) else { throw .malformedLine(lines.number) }
    let path = try Self.parsePath(&lines)
    try self.init(position: Position(index), path: path, checkpoint: lines.rest, extra: extra)
  }

  /// The most bytes that are read: a note, and as much again.
  private static let maximumByteCount = 2 * SignedNote.maximumByteCount

  private init(
    position: Position, path: [MerkleHash], checkpoint: ArraySlice<UInt8>, extra: [UInt8]?
  ) throws(ReceiptError) {
    let note: SignedNote
    do { note = try SignedNote(parsing: checkpoint) } catch { throw .checkpoint(.note(error)) }
    let body: UncheckedCheckpoint
    do { body = try UncheckedCheckpoint(parsing: note.text) } catch { throw .checkpoint(error) }
    let proof = InclusionProof(position: position, size: body.size, path: path)
    self.init(proof: proof, note: note, extra: extra)
  }

  private static func parsePath(_ lines: inout LineReader) throws(ReceiptError) -> [MerkleHash] {
    let first = lines.number + 1
    guard let encoded = lines.untilEmptyLine(limit: InclusionProof.maximumLength) else {
      throw .unterminatedProof
    }
    var path: [MerkleHash] = []
    for (place, line) in encoded.enumerated() {
      guard let hash = MerkleHash(base64: line) else { throw .malformedLine(first + place) }
      path.append(hash)
    }
    return path
  }
}
