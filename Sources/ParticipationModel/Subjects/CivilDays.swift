package import EventModel

extension CivilDate {
  /// The first instant of the day, UTC.
  package var start: Instant { Instant(startOfDay: dayNumber) }

  /// The day after.
  package var next: CivilDate { CivilDate(daysSince1970: dayNumber + 1) }

  /// The day before; nil for the first day of year 1.
  package var dayBefore: CivilDate? { Instant(startOfDay: dayNumber - 1).date }
}

extension Instant {
  /// The first instant of a UTC day, counted from 1970.
  package init(startOfDay day: Int64) {
    self.init(microseconds: day.multipliedReportingOverflow(by: 86_400_000_000).partialValue)
  }

  /// The UTC day that holds the instant; nil outside the years 1 to 9999.
  package var date: CivilDate? { CivilDate(String(description.prefix { $0 != "T" })) }
}
