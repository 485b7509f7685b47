public import TransparencyLog

/// One item, and the size of the log that it is about: the item's members beside `size`.
public struct Sized<Item: Codable & Sendable>: Codable, Sendable {
  /// The size of the log.
  public let size: LogSize
  /// The item.
  public let item: Item

  /// An item at a size.
  public init(size: LogSize, item: Item) { (self.size, self.item) = (size, item) }

  private enum CodingKeys: String, CodingKey { case size }

  /// Reads both from one object.
  public init(from decoder: any Decoder) throws {
    size = try decoder.container(keyedBy: CodingKeys.self).decode(LogSize.self, forKey: .size)
    item = try Item(from: decoder)
  }

  /// Writes both into one object.
  public func encode(to encoder: any Encoder) throws {
    try item.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(size, forKey: .size)
  }
}
