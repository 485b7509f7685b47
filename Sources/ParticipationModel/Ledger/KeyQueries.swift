public import EventModel
public import TransparencyLog

/// `log.keys`: the keys that the log has had.
public struct GetKeys: Query {
  /// The keys.
  public init() {}

  /// `log.keys`.
  public static let method = "log.keys"
  /// What it answers.
  public static let summary =
    "The keys that the log has had, each with the sizes that it signs and the proof of its change"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {}

  /// The keys of a log.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log.
    public var size: LogSize
    /// The keys, from the first on; the last one signs now.
    public var keys: [Term]

    /// A key, and the sizes that it signs.
    public struct Term: Codable, Sendable, Hashable {
      /// The verifier key (c2sp.org/signed-note).
      public var verifierKey: String
      /// It signs sizes larger than this one.
      public var after: LogSize
      /// The last size that it signs; absent for the present key.
      public var through: LogSize?
      /// The receipt of the event that brought it (c2sp.org/tlog-proof), signed by the key before, with the event's
      /// record as its extra data; absent for the first key.
      public var change: String?

      /// A key.
      public init(verifierKey: String, after: LogSize, through: LogSize?, change: String?) {
        (self.verifierKey, self.after, self.through, self.change) = (verifierKey, after, through, change)
      }
    }

    /// The keys of a log.
    public init(size: LogSize, keys: [Term]) { (self.size, self.keys) = (size, keys) }
  }
}
