/// Why a checkpoint is refused.
public enum CheckpointError: Error, Hashable, CustomStringConvertible {
  /// It is not a note, or not signed as it should be.
  case note(NoteError)
  /// The first line, the origin, is empty.
  case missingOrigin
  /// The second line is not a canonical decimal of at most 2⁶³ − 1.
  case malformedSize
  /// The third line is not the canonical base64 of 32 bytes.
  case malformedRoot
  /// That line of the text, counted from 1, is empty.
  case emptyLine(Int)
  /// The checkpoint is of another log than the key's.
  case wrongOrigin(String, expected: KeyName)
  /// It is signed by a key of the log, but not by the one for this size.
  case replacedKey(VerifierKey, size: LogSize)
  /// An empty log has only one root, and this is not it.
  case wrongEmptyRoot

  /// A sentence for people.
  public var description: String {
    switch self {
    case .note(let error): error.description
    case .missingOrigin: "the checkpoint does not name its log in the first line"
    case .malformedSize: "the second line of the checkpoint is not a size"
    case .malformedRoot: "the third line of the checkpoint is not a root hash"
    case .emptyLine(let line): "line \(line) of the checkpoint is empty"
    case .wrongOrigin(let found, let expected):
      "the checkpoint is of the log “\(found)”, but the key is of “\(expected)”"
    case .replacedKey(let key, let size):
      "the checkpoint of size \(size) is signed by \(key), which is not the log's key for that size: the log has changed its key"
    case .wrongEmptyRoot: "the checkpoint is of an empty log, but its root is not that of an empty log"
    }
  }
}
