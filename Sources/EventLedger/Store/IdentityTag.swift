/// Stands for a human: HMAC-SHA256 of their tax code under a key that only this ledger has.
///
/// It never enters the log, where it would tie a person to their pseudonym for as long as anybody has the key.
public struct IdentityTag: Hashable, Sendable {
  /// 32 bytes.
  public let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// A human, or a pseudonym, that the register of identities has with another partner already.
public struct IdentityTaken: Error, Hashable, Sendable {
  /// What is taken.
  public let kind: Kind
  /// The pseudonym: of the human if the human has one, else the one that was asked for.
  public let person: String

  /// What can be taken.
  public enum Kind: Hashable, Sendable {
    /// The human has another pseudonym.
    case human
    /// The pseudonym belongs to another human.
    case pseudonym
  }
}

extension IdentityTaken: CustomStringConvertible {
  /// A sentence.
  public var description: String {
    switch kind {
    case .human: "this human already has the pseudonym “\(person)”"
    case .pseudonym: "the pseudonym “\(person)” belongs to another human"
    }
  }
}
