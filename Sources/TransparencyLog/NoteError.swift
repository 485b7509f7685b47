/// Why a signed note is refused.
public enum NoteError: Error, Hashable, CustomStringConvertible {
  /// The note has this many bytes, more than ``SignedNote/maximumByteCount``.
  case tooLong(Int)
  /// The note is not valid UTF-8.
  case notUTF8
  /// A control character other than a newline stands at that place, counted in bytes from 0.
  case controlCharacter(UInt8, offset: Int)
  /// The text does not end in a newline, or there is none.
  case unterminatedText
  /// No blank line sets the text apart from at least one signature line.
  case missingSignatures
  /// That signature line, counted from 1, is not a dash, a name and canonical base64, ended by a newline.
  case malformedSignature(line: Int)
  /// There are more signature lines than ``SignedNote/maximumSignatureCount``.
  case tooManySignatures
  /// A line under the name and id of a known key is not its signature of the text.
  case invalidSignature(KeyName, KeyID)
  /// None of the known keys has signed.
  case noKnownSignature
  /// A cosignature cannot be dated before 1970.
  case timeBeforeEpoch(Int64)
  /// The key could not sign.
  case key(KeyError)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .tooLong(let count): "a note has at most \(SignedNote.maximumByteCount) bytes, not \(count)"
    case .notUTF8: "the note is not valid UTF-8"
    case .controlCharacter(let byte, let offset):
      "the note has the control character \(byte) at byte \(offset)"
    case .unterminatedText: "the text of a note must end in a newline"
    case .missingSignatures: "the note has no blank line followed by signature lines"
    case .malformedSignature(let line): "signature line \(line) is malformed"
    case .tooManySignatures: "a note has at most \(SignedNote.maximumSignatureCount) signature lines"
    case .invalidSignature(let name, let id): "the signature by \(name) (key \(id)) does not verify"
    case .noKnownSignature: "none of the known keys has signed the note"
    case .timeBeforeEpoch(let seconds): "a cosignature cannot be dated \(seconds) seconds from 1970"
    case .key(let error): error.description
    }
  }
}
