import EventModel
import ParticipationModel

/// Civil time of Reggio Emilia (Europe/Rome) from September 2022 to October 2023.
enum LocalTime {
  /// UTC+2 ends.
  private static let winter = Instant(microseconds: 1_667_091_600_000_000)
  /// UTC+2 begins again.
  private static let summer = Instant(microseconds: 1_679_792_400_000_000)
  private static let hour: Int64 = 3_600_000_000

  /// How far local time is ahead of UTC, in µs.
  static func offset(at instant: Instant) -> Int64 { (winter..<summer).contains(instant) ? hour : 2 * hour }

  /// The same as rules of a ledger: UTC+2 from the start, UTC+1 in winter.
  static let offsets = [
    ZoneOffset(from: Instant(microseconds: 0), minutes: 120), ZoneOffset(from: winter, minutes: 60),
    ZoneOffset(from: summer, minutes: 120),
  ]

  /// The instant of a civil date and time.
  static func instant(_ date: CivilDate, _ hours: Int = 0, _ minutes: Int = 0) -> Instant {
    let asWinter = date.start.advanced(byMicroseconds: (Int64(hours) - 1) * hour + Int64(minutes) * 60_000_000)
    return asWinter.advanced(byMicroseconds: hour - offset(at: asWinter))
  }

  /// The local hour of the day, 0 to 23.
  static func hourOfDay(_ instant: Instant) -> Int {
    let local = instant.advanced(byMicroseconds: offset(at: instant))
    return Int((local.microseconds / hour) % 24)
  }

  /// Whether the local hour is one of 23:00–08:00.
  static func isNight(_ hourOfDay: Int) -> Bool { hourOfDay >= 23 || hourOfDay < 8 }
}

extension CivilDate {
  /// A date that is written in this module.
  static func of(_ text: StaticString) -> CivilDate {
    guard let date = CivilDate("\(text)") else { preconditionFailure("\(text) is not a date") }
    return date
  }
}

extension ID {
  /// An id that this module makes up.
  static func of(_ text: String) -> ID {
    guard let id = ID(text) else { preconditionFailure("\(text) is not an id") }
    return id
  }
}

extension Actor {
  /// An office or a person that this module makes up.
  static func of(_ text: String) -> Actor {
    guard let actor = Actor(text) else { preconditionFailure("\(text) is not an actor") }
    return actor
  }
}
