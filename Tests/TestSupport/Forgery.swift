import EventLedger
import LocalFiles
package import TransparencyLog

/// A published folder of fewer than 256 entries, written anew by whoever holds one of the log's keys.
package struct Forgery {
  private let folder: String
  private let key: SigningKey

  /// - Parameter keyFile: the private key that signs.
  package init(_ folder: String, keyFile: String) throws {
    self.folder = folder
    let text = String(decoding: try Files.read(keyFile), as: UTF8.self)
    key = try SigningKey(text: String(text.prefix { $0 != "\n" }))
  }

  /// Changes the entries, and computes and signs what follows from them again.
  package func rewrite(_ change: (inout [[UInt8]]) -> Void = { _ in }) throws {
    let size = try UncheckedCheckpoint(parsing: SignedNote(parsing: Files.read("\(folder)/checkpoint")).text).size
    let bundle = "\(folder)/tile/entries/000.p/\(size)"
    var entries = try EntryBundle.decode(Files.read(bundle), count: Int(size.rawValue))
    change(&entries)
    let leaves = entries.map { MerkleHash.leaf($0) }
    try Files.write(EntryBundle.encode(entries), to: bundle)
    try Files.write(leaves.flatMap(\.bytes), to: "\(folder)/tile/0/000.p/\(size)")
    var edge = TreeEdge()
    for leaf in leaves { edge.append(leaf) }
    try sign(size, edge.root)
  }

  /// Signs whatever size and root.
  package func sign(_ size: LogSize, _ root: MerkleHash) throws {
    let note = try Checkpoint.sign(size: size, root: root, key: key).note
    try Files.write(Array(note.serialized.utf8), to: "\(folder)/checkpoint")
  }
}
