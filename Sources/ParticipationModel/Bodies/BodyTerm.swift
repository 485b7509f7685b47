package import EventModel

extension BodyEstablished {
  /// When a term that begins at an instant ends: on the same UTC day and at the same time, the years of a term later.
  /// For 29 February that is 28 February in a year without one; nil if the body has no term.
  package func termEnd(from start: Instant) -> Instant? {
    guard termYears > 0, let day = start.date else { return nil }
    return day.adding(months: 12 * termYears).start
      .advanced(byMicroseconds: start.microseconds - day.start.microseconds)
  }
}
