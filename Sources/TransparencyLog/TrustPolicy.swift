/// Which logs are trusted, which witnesses are known, and which of them must have cosigned a checkpoint for it to count
/// (c2sp.org/tlog-policy).
public struct TrustPolicy: Sendable, Hashable {
  /// A log whose checkpoints are accepted.
  public struct Log: Sendable, Hashable {
    /// The log's key; its name is the origin.
    public let key: VerifierKey
    /// Where the log is reached, if the policy says so.
    public let url: String?
  }

  /// A witness whose cosignatures count.
  public struct Witness: Sendable, Hashable {
    /// Its name within the policy.
    public let name: PolicyName
    /// Its key, of the kind ``KeyKind/cosignature``.
    public let key: VerifierKey
    /// Its submission prefix (c2sp.org/tlog-witness), if the policy says so.
    public let url: String?
  }

  /// A set of members, and how many of them must have cosigned.
  struct Group: Sendable, Hashable {
    var threshold: Int
    var members: [Member]
  }

  /// What a name stands for, by its place among those of its kind.
  enum Member: Sendable, Hashable {
    case witness(Int)
    case group(Int)
  }

  /// The most logs, the most witnesses and the most groups that are read; 32 of each is what every program should take.
  public static let maximumCount = 256

  /// The most bytes that are read.
  public static let maximumByteCount = 1 << 18

  /// The logs, in the order of the file; none if the log is known from elsewhere.
  public let logs: [Log]

  /// The witnesses, in the order of the file.
  public let witnesses: [Witness]

  /// Each refers to groups before it only.
  let groups: [Group]

  /// Nil if no cosignature is asked for.
  let quorum: Member?

  /// Whether at least one cosignature is asked for.
  public var needsCosignatures: Bool { quorum != nil }

  /// Whether cosignatures of these witnesses are enough.
  public func isMet(by keys: Set<VerifierKey>) -> Bool {
    guard let quorum else { return true }
    var isGroupMet: [Bool] = []
    func isMet(_ member: Member) -> Bool {
      switch member {
      case .witness(let place): keys.contains(witnesses[place].key)
      case .group(let place): isGroupMet[place]
      }
    }
    for group in groups { isGroupMet.append(group.members.count(where: isMet) >= group.threshold) }
    return isMet(quorum)
  }
}
