public import TransparencyLog

/// A value that is a number in the wire format.
public protocol NumberValue: Hashable, Sendable {
  /// The value of a number of the wire format; nil if no value has that number.
  init?(wire: UInt64)

  /// The number in the wire format. Zero is not written if its absence means the same.
  var wire: UInt64 { get }

  /// Reads JSON; nil for JSON of another shape.
  init?(json: JSONValue)

  /// The value in JSON.
  var json: JSONValue { get }

  /// Whether it lies within bounds; true if bounds mean nothing.
  func isWithin(_ bounds: ClosedRange<Int64>) -> Bool

  /// The type in the schema: `uint64`, `int64`, `bool`, or the name of an enumeration.
  static var schemaType: String { get }

  /// Whether JSON spells zero, if zero stands for an absent value.
  static func isZero(_ json: JSONValue) -> Bool

  /// What is allowed, for people: `a whole number from 0 to 100`.
  static func expectation(_ bounds: ClosedRange<Int64>) -> String

  /// The values that a choice has, by their names in JSON; empty for a number.
  static var choiceNames: [String] { get }
}

extension NumberValue {
  /// True.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { true }

  /// Whether it is the number 0.
  public static func isZero(_ json: JSONValue) -> Bool { json.wholeNumber(UInt64.self) == 0 }

  /// None.
  public static var choiceNames: [String] { [] }

  /// What is wrong with it; nil if nothing is.
  @inlinable func problem(_ bounds: ClosedRange<Int64>) -> String? { isWithin(bounds) ? nil : outside(bounds) }

  @usableFromInline func outside(_ bounds: ClosedRange<Int64>) -> String {
    "\(wire == 0 ? "is missing" : JSONText.text(json)): expected \(Self.expectation(bounds))"
  }
}

extension JSONValue {
  /// A whole number, also as proto3 JSON may spell it: in a string, or with a fraction or exponent of no effect.
  func wholeNumber<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    switch self {
    case .integer(let value): Number(exactly: value)
    case .unsigned(let value): Number(exactly: value)
    case .string(let text): text.first == "+" ? nil : Number(text)
    // Beyond 2^53 a floating-point number stands for several whole ones.
    case .number(let value): abs(value) < 0x1p53 ? Number(exactly: value) : nil
    default: nil
    }
  }
}

extension ClosedRange<Int64> {
  /// `from 0 to 100`, `of at least 1`; empty without bounds.
  fileprivate var sentence: String {
    switch (lowerBound, upperBound) {
    case (.min, .max): ""
    case (_, .max): " of at least \(lowerBound)"
    default: " from \(lowerBound) to \(upperBound)"
    }
  }

  fileprivate func limited(to least: Int64) -> ClosedRange<Int64> { Swift.max(lowerBound, least)...upperBound }
}

extension UInt32: NumberValue {
  /// Nil beyond 32 bits.
  @inlinable public init?(wire: UInt64) { self.init(exactly: wire) }
  /// The number.
  @inlinable public var wire: UInt64 { UInt64(self) }
  /// Reads a whole number.
  public init?(json: JSONValue) {
    guard let value = json.wholeNumber(UInt32.self) else { return nil }
    self = value
  }
  /// The number.
  public var json: JSONValue { .integer(Int64(self)) }
  /// Whether it lies within bounds.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { bounds.contains(Int64(self)) }
  /// `uint32`.
  public static var schemaType: String { "uint32" }
  /// A whole number.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String {
    bounds == .any ? "a whole number below 2^32" : "a whole number\(bounds.limited(to: 0).sentence)"
  }
}

extension UInt64: NumberValue {
  /// The number itself.
  @inlinable public init?(wire: UInt64) { self = wire }
  /// The number.
  @inlinable public var wire: UInt64 { self }
  /// Reads a whole number.
  public init?(json: JSONValue) {
    guard let value = json.wholeNumber(UInt64.self) else { return nil }
    self = value
  }
  /// The number.
  public var json: JSONValue { .whole(self) }
  /// Whether it lies within bounds.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { bounds.contains(Int64(clamping: self)) }
  /// `uint64`.
  public static var schemaType: String { "uint64" }
  /// A whole number.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String {
    bounds == .exact ? "a whole number below 2^53" : "a whole number\(bounds.limited(to: 0).sentence)"
  }
}

extension Int64: NumberValue {
  /// The number itself, in two's complement.
  @inlinable public init?(wire: UInt64) { self.init(bitPattern: wire) }
  /// The number, in two's complement.
  @inlinable public var wire: UInt64 { UInt64(bitPattern: self) }
  /// Reads a whole number.
  public init?(json: JSONValue) {
    guard let value = json.wholeNumber(Int64.self) else { return nil }
    self = value
  }
  /// The number.
  public var json: JSONValue { .integer(self) }
  /// Whether it lies within bounds.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { bounds.contains(self) }
  /// `int64`.
  public static var schemaType: String { "int64" }
  /// A whole number, which may be negative; cents if the bounds are those of cents.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String {
    bounds == .cents ? "a number of cents\(bounds.sentence)" : "a whole number\(bounds.sentence)"
  }
}

extension Int: NumberValue {
  /// The number itself, in two's complement.
  @inlinable public init?(wire: UInt64) { self.init(exactly: Int64(bitPattern: wire)) }
  /// The number, in two's complement.
  @inlinable public var wire: UInt64 { UInt64(bitPattern: Int64(self)) }
  /// Reads a whole number.
  public init?(json: JSONValue) {
    guard let value = json.wholeNumber(Int.self) else { return nil }
    self = value
  }
  /// The number.
  public var json: JSONValue { .integer(Int64(self)) }
  /// Whether it lies within bounds.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { bounds.contains(Int64(self)) }
  /// `int64`.
  public static var schemaType: String { "int64" }
  /// A whole number, which may be negative.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String { Int64.expectation(bounds) }
}

extension Bool: NumberValue {
  /// Nil for numbers other than 0 and 1.
  @inlinable public init?(wire: UInt64) {
    guard wire < 2 else { return nil }
    self = wire == 1
  }
  /// 0 or 1.
  @inlinable public var wire: UInt64 { self ? 1 : 0 }
  /// Reads true or false.
  public init?(json: JSONValue) {
    guard case .bool(let value) = json else { return nil }
    self = value
  }
  /// True or false.
  public var json: JSONValue { .bool(self) }
  /// `bool`.
  public static var schemaType: String { "bool" }
  /// True or false.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String { "true or false" }
}

extension Instant: NumberValue {
  /// The instant with that number of µs since 1970 UTC, in two's complement.
  @inlinable public init?(wire: UInt64) { self.init(microseconds: Int64(bitPattern: wire)) }
  /// µs since 1970 UTC, in two's complement.
  @inlinable public var wire: UInt64 { UInt64(bitPattern: microseconds) }
  /// Reads µs since 1970 UTC, or a time with an offset (RFC 3339).
  public init?(json: JSONValue) {
    if let microseconds = json.wholeNumber(Int64.self) {
      self.init(microseconds: microseconds)
    } else {
      guard let text = json.text, let instant = Instant(rfc3339: text) else { return nil }
      self = instant
    }
  }
  /// µs since 1970 UTC.
  public var json: JSONValue { .integer(microseconds) }
  /// Whether it lies within bounds, in µs.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { bounds.contains(microseconds) }
  /// `int64`.
  public static var schemaType: String { "int64" }
  /// A time.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String {
    "a time before 2200 (µs since 1970 UTC, or RFC 3339 with an offset: 2026-05-04T12:00:00+02:00)"
  }
}

/// A place in the log, or a size of it.
public protocol Place: NumberValue, RawRepresentable where RawValue == UInt64 {
  /// The place with this number.
  init(_ rawValue: UInt64)
}

extension Place {
  /// The place with this number.
  @inlinable public init?(wire: UInt64) { self.init(wire) }
  /// The number.
  @inlinable public var wire: UInt64 { rawValue }
  /// Reads a whole number.
  public init?(json: JSONValue) {
    guard let value = json.wholeNumber(UInt64.self) else { return nil }
    self.init(value)
  }
  /// The number.
  public var json: JSONValue { .whole(rawValue) }
  /// Whether it lies within bounds.
  @inlinable public func isWithin(_ bounds: ClosedRange<Int64>) -> Bool { bounds.contains(Int64(clamping: rawValue)) }
  /// `uint64`.
  public static var schemaType: String { "uint64" }
}

extension Position: Place {
  /// A position.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String { "the position of an event" }
}

extension LogSize: Place {
  /// A size.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String { "a size of the log" }
}
