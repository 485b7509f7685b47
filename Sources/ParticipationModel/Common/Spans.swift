package import EventModel

/// The time `[from, to)` in which something holds; without an end if `to` is nil.
package struct TimeSpan: Described, Hashable {
  package var from = Instant(microseconds: 0)
  package var to: Instant?

  package init(from: Instant, to: Instant? = nil) { (self.from, self.to) = (from, to) }

  /// The UTC days from the first through the last: civil days are turned into instants here.
  package init(days first: CivilDate, through last: CivilDate?) {
    self.init(from: first.start, to: last?.next.start)
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    // Days may lie before 1970.
    var (start, end) = (from.microseconds, to?.microseconds)
    try fields.number(1, "from", &start)
    try fields.number(2, "to", &end)
    (from, to) = (Instant(microseconds: start), end.map { Instant(microseconds: $0) })
  }

  package func contains(_ instant: Instant) -> Bool { from <= instant && to.map { instant < $0 } ?? true }

  /// Whether both have an instant in common.
  package func overlaps(_ other: TimeSpan) -> Bool {
    let start = max(from, other.from)
    return (to.map { start < $0 } ?? true) && (other.to.map { start < $0 } ?? true)
  }

  /// The same time, ended at an instant if it is not over by then.
  package func ended(at instant: Instant?) -> TimeSpan {
    TimeSpan(from: from, to: [to, instant].compactMap(\.self).min())
  }
}

/// Something that holds in a time of its own.
package protocol Spanned: Hashable, Sendable {
  var span: TimeSpan { get }
}

/// Things of which each holds in a time of its own, in the order in which they were recorded.
package struct Spans<Value: Described & Spanned>: Described, Hashable {
  package var values: [Value] = []

  package init(_ values: [Value] = []) { self.values = values }
  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.messages(1, "values", &values, .any)
  }

  /// Those that hold at an instant.
  package func holding(at instant: Instant) -> [Value] { values.filter { $0.span.contains(instant) } }

  /// Those whose times have an instant in common with another.
  package func overlapping(_ span: TimeSpan) -> [Value] { values.filter { $0.span.overlaps(span) } }
}
