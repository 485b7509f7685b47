/// Why a policy file is refused, and where.
public struct TrustPolicyError: Error, Hashable {
  /// The line, counted from 1; nil if it is the file as a whole.
  public let line: Int?
  /// What is wrong with it.
  public let reason: Reason

  /// What can be wrong with a policy file.
  public enum Reason: Error, Hashable, Sendable {
    /// The file has this many bytes, which is too many.
    case tooLong(Int)
    /// A control character other than tab and newline.
    case forbiddenOctet(UInt8)
    /// The last line does not end in a newline: the file may have been cut short.
    case unterminated
    /// The line does not begin with a word of the format.
    case unknownKeyword(String)
    /// The line does not have the form that it should, which is this.
    case malformedLine(String)
    /// The key cannot be read.
    case key(KeyError)
    /// The key is a log's, but a witness's is needed, or the other way round.
    case wrongKeyKind(KeyKind)
    /// The same public key is on an earlier line.
    case duplicateKey(VerifierKey)
    /// The name is taken, or is `none`.
    case nameTaken(PolicyName)
    /// No earlier line defines the name.
    case undefinedName(PolicyName)
    /// The name is a member of a group already.
    case memberTwice(PolicyName)
    /// The threshold is not `any`, `all` or a number from 1 to the number of members.
    case malformedThreshold(String)
    /// The file has more than ``TrustPolicy/maximumCount`` of these.
    case tooMany(String)
    /// There is a quorum line already.
    case secondQuorum
    /// There is no quorum line.
    case missingQuorum
  }
}

extension TrustPolicyError: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    (line.map { "line \($0) of the policy: " } ?? "the policy is refused: ") + sentence
  }

  private var sentence: String {
    switch reason {
    case .tooLong(let count): "it has \(count) bytes, over \(TrustPolicy.maximumByteCount)"
    case .forbiddenOctet(let octet): "the control character \(octet) is not allowed; lines must end in a newline alone"
    case .unterminated: "it does not end in a newline, so the file may have been cut short"
    case .unknownKeyword(let word): "“\(word)” is not one of log, witness, group, quorum"
    case .malformedLine(let form): "it must have the form: \(form)"
    case .key(let error): error.description
    case .wrongKeyKind(.ed25519): "this is the key of a log, but a witness's key is needed"
    case .wrongKeyKind(.cosignature): "this is the key of a witness, but a log's key is needed"
    case .duplicateKey(let key): "the public key of \(key.name) is on an earlier line already"
    case .nameTaken(let name): "the name “\(name)” is taken"
    case .undefinedName(let name): "no earlier line defines “\(name)”"
    case .memberTwice(let name): "“\(name)” is a member of a group already, and may be in only one"
    case .malformedThreshold(let word): "“\(word)” is not any, all, or a number from 1 to the number of members"
    case .tooMany(let what): "there are more than \(TrustPolicy.maximumCount) \(what)"
    case .secondQuorum: "there is a quorum already"
    case .missingQuorum: "no line sets the quorum: add quorum NAME, or quorum none"
    }
  }
}
