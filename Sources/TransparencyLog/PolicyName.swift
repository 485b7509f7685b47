/// The name of a witness or a group within a policy file: octets that mean nothing outside of it
/// (c2sp.org/tlog-policy). Two that look the same but differ in an octet are two names.
public struct PolicyName: Sendable, Hashable {
  /// The octets, none of them white space or a control character.
  public let bytes: [UInt8]

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }
}

extension PolicyName: CustomStringConvertible {
  /// The name as UTF-8, for people.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
