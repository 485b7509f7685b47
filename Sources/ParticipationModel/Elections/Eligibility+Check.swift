import EventModel
import TransparencyLog

extension Eligibility {
  /// Refuses `UnknownPerson`, `UnderAge`, `NotResident`: what was attested of the person by now, judged on the
  /// reference date.
  func check(
    _ person: Actor, district: String, calledAt: Position, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard SubjectLookup.isEnrolled(person, rows) else {
      throw Rejection(
        .unknownPerson, "\(person) is not enrolled",
        rule: "candidates must be enrolled, with what the registry attests",
        positions: [calledAt])
    }
    guard minimumAge == 0 || isOldEnough(person, rows) else {
      throw Rejection(
        .underAge, "it is not attested that \(person) is at least \(minimumAge) years old on \(referenceDate)",
        rule: "candidates must be at least \(minimumAge) years old on the reference date", positions: [calledAt])
    }
    guard residence.isEmpty || isResident(person, district, rows) else {
      throw Rejection(
        .notResident, "none of \(residence.joined(separator: ", ")) is attested of \(person) for \(referenceDate)",
        rule: isInDistrict
          ? "candidates must live in the district where they stand, on the reference date"
          : "candidates must live in the city, on the reference date", positions: [calledAt])
    }
  }

  /// `atLeast16On` with a day no later than the reference date; a higher age implies a lower one.
  private func isOldEnough(_ person: Actor, _ rows: any ConstraintReader) -> Bool {
    let ages = [minimumAge] + Self.usualAges.filter { $0 > minimumAge }
    return ages.contains { age in
      SubjectLookup.values(of: "atLeast\(age)On", for: person, on: referenceDate, rows).contains { attested in
        CivilDate(attested.value).map { $0 <= referenceDate } ?? false
      }
    }
  }

  private static let usualAges: [UInt32] = [16, 18, 21, 25, 65, 75]

  private func isResident(_ person: Actor, _ district: String, _ rows: any ConstraintReader) -> Bool {
    residence.contains { name in
      SubjectLookup.values(of: name, for: person, on: referenceDate, rows).contains { attested in
        !isInDistrict || attested.value == district || attested.value.hasSuffix("/\(district)")
      }
    }
  }
}
