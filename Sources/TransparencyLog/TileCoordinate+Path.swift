extension TileCoordinate {
  /// Where the tile is served under the log's prefix: `tile/<L>/<N>[.p/<W>]`.
  public var path: String { "tile/\(level)/\(place)" }

  /// Where the bundle of the entries with the same index and width is served: `tile/entries/<N>[.p/<W>]`.
  ///
  /// Bundles stand beside the tiles of level 0; the level does not appear.
  public var entriesPath: String { "tile/entries/\(place)" }

  /// The tile served under that path; nothing for anything but the canonical path of a tile.
  public init?(path: String) {
    let parts = path.utf8.prefix(Self.longestPath + 1).split(separator: UInt8(ascii: "/"), maxSplits: 2)
    guard parts.count == 3, let level = Decimal.parse(ArraySlice(parts[1])), level <= 63,
      let (index, width) = Self.parsePlace(ArraySlice(parts[2]))
    else { return nil }
    self.init(level: Int(level), index: index, width: width)
    guard path.hasSameBytes(as: self.path) else { return nil }
  }

  /// The tile of level 0 beside the bundle served under that path; nothing for anything but a canonical path.
  public init?(entriesPath: String) {
    let text = ArraySlice(entriesPath.utf8.prefix(Self.longestPath + 1))
    guard let place = text.after("tile/entries/"), let (index, width) = Self.parsePlace(place) else {
      return nil
    }
    self.init(level: 0, index: index, width: width)
    guard entriesPath.hasSameBytes(as: self.entriesPath) else { return nil }
  }

  private static let longestPath = 64

  /// `x001/x234/067`, or `x001/x234/067.p/8`.
  private var place: String {
    var groups = [Self.threeDigits(index % 1000)]
    var rest = index / 1000
    while rest > 0 {
      groups.append("x" + Self.threeDigits(rest % 1000))
      rest /= 1000
    }
    return groups.reversed().joined(separator: "/") + (isComplete ? "" : ".p/\(width)")
  }

  private static func threeDigits(_ value: UInt64) -> String {
    let digits = String(value)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// Reads index and width leniently: the caller compares with the canonical text.
  private static func parsePlace(_ text: ArraySlice<UInt8>) -> (index: UInt64, width: Int)? {
    var groups = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var width = UInt64(fullWidth)
    if groups.count > 1, groups[groups.count - 2].suffix(2).elementsEqual(".p".utf8) {
      guard let partial = Decimal.parse(groups.removeLast()), partial < fullWidth else { return nil }
      width = partial
      groups[groups.count - 1].removeLast(2)
    }
    var index: UInt64 = 0
    for group in groups {
      guard let value = parseGroup(group) else { return nil }
      let (shifted, overflow) = index.multipliedReportingOverflow(by: 1000)
      let (sum, carry) = shifted.addingReportingOverflow(value)
      guard !overflow, !carry else { return nil }
      index = sum
    }
    return (index, Int(width))
  }

  private static func parseGroup(_ text: ArraySlice<UInt8>) -> UInt64? {
    let digits = text.first == UInt8(ascii: "x") ? text.dropFirst() : text
    guard digits.count == 3 else { return nil }
    // Decimals have no leading zeros, groups of digits do.
    return Decimal.parse(ArraySlice("1".utf8) + digits).map { $0 - 1000 }
  }
}
