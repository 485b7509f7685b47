package import EventModel

extension CivilDate {
  /// The same day some months later; the last day of the month if it has none.
  package func adding(months: UInt32) -> CivilDate {
    let count = year * 12 + month - 1 + Int(months)
    for day in stride(from: day, through: 1, by: -1) {
      if let date = CivilDate(year: count / 12, month: count % 12 + 1, day: day) { return date }
    }
    return self
  }
}
