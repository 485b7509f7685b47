import Bytes
import LMDB

/// The key of a view's row: its columns, in the order by which rows are listed.
public struct ViewKey: Hashable, Sendable {
  /// The columns, each so encoded that bytes sort as values do.
  public let bytes: [UInt8]

  /// A column of a key.
  public enum Column: Hashable, Sendable {
    /// A text without the character U+0000.
    case text(String)
    /// A number that is not negative.
    case number(UInt64)
  }

  /// A key of these columns.
  public init(_ columns: Column...) {
    var bytes: [UInt8] = []
    for column in columns {
      switch column {
      case .text(let text): bytes += Array(text.utf8.filter { $0 != 0 }) + [0]
      case .number(let number): BigEndian.append(number, to: &bytes)
      }
    }
    self.bytes = bytes
  }

  /// A key of one text.
  public init(_ text: String) { self.init(.text(text)) }

  init(bytes: [UInt8]) { self.bytes = bytes }
}

extension ViewKey.Column: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// A text.
  public init(stringLiteral text: String) { self = .text(text) }
  /// A number.
  public init(integerLiteral number: UInt64) { self = .number(number) }
}
