import Crypto

/// A draw by lot that anybody can repeat, and that nobody could foresee: its number follows from a beacon published
/// after the polls closed and from the ledger's root at the closing.
///
/// The number of a draw is SHA-256(beacon ‖ closing root ‖ label) read as a big-endian integer, modulo the number of
/// those among whom it is drawn.
public struct Lot: Sendable, Hashable {
  /// The output of the beacon.
  public let beacon: [UInt8]
  /// The root hash of the ledger at the closing.
  public let closingRoot: [UInt8]

  /// A lot from what was published.
  public init(beacon: [UInt8], closingRoot: [UInt8]) {
    (self.beacon, self.closingRoot) = (beacon, closingRoot)
  }

  /// The place drawn, from 0, under a label that says what is drawn; `count` is positive.
  public func index(label: String, among count: Int) -> Int {
    precondition(count > 0, "a lot is drawn among at least one")
    let divisor = UInt64(count)
    var hasher = SHA256()
    hasher.update(data: beacon + closingRoot + Array(label.utf8))
    let remainder = hasher.finalize().reduce(UInt64(0)) { remainder, byte in
      let shifted = remainder.multipliedFullWidth(by: 256)
      return divisor.dividingFullWidth((shifted.high, shifted.low | UInt64(byte))).remainder
    }
    return Int(remainder)
  }

  /// The ids in the order drawn, for the places from `firstPlace` on.
  ///
  /// Those left are kept in the order of their UTF-8 bytes; each place is drawn among them under the label
  /// `DISTRICT#PLACE`. The last one takes the last place undrawn.
  public func order(_ ids: [String], district: String, firstPlace: Int) -> [String] {
    var left = ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var order: [String] = []
    while left.count > 1 {
      let place = firstPlace + order.count
      order.append(left.remove(at: index(label: "\(district)#\(place)", among: left.count)))
    }
    return order + left
  }
}
