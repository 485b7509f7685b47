import Bytes
import Crypto
import LocalFiles
import TransparencyLog

/// Refused checkpoints that a log has signed and that do not continue the one that was cosigned: a limited number for
/// each log and kind, because anybody can send a genuine checkpoint with a wrong proof.
struct EvidenceFolder {
  let path: String

  /// The most files of each log and kind.
  static let limit = 64

  init(_ path: String) { self.path = path }

  /// Keeps a request and the last cosigned checkpoint.
  ///
  /// - Parameter isFork: whether two signed checkpoints of one size have different roots, which is proof by itself.
  /// - Returns: the file; nil if there are enough of its kind.
  func keep(_ submission: Submission, held: SignedNote?, isFork: Bool) throws -> String? {
    let log = WitnessProtocol.checkpointPath(of: submission.origin).prefix(16)
    let text = Array(submission.request.note.text.utf8)
    let digest = Hex.text(SHA256.hash(data: text).prefix(8))
    let kind = "\(isFork ? "fork" : "unproved")-\(log)-"
    let name = "\(kind)\(digest).txt"
    try Files.makeDirectory(path)
    let names = try Files.list(path)
    if names.contains(name) { return name }
    guard names.count(where: { $0.hasPrefix(kind) && $0.hasSuffix(".txt") }) < Self.limit else { return nil }
    let parts = [
      "The request that was refused:\n\n", submission.request.text, "\nThe checkpoint cosigned before:\n\n",
      held?.serialized ?? "none\n",
    ]
    try Files.write(Array(parts.joined().utf8), to: "\(path)/\(name)")
    return name
  }
}
