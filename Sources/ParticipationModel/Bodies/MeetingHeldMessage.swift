package import EventModel
import FoundationEssentials
import SwiftProtobuf

extension MeetingHeld: MessageAct {
  package init(message: Albo_V1_MeetingHeld) throws(InvalidAct) {
    self.init(
      body: try Fields.identifier(message.body, "body"), meeting: try Fields.identifier(message.meeting, "meeting"),
      openedAt: try Fields.instant(message.openedAt, "openedAt"),
      closedAt: try Fields.instant(message.closedAt, "closedAt"),
      attendance: try Self.attendance(message.attendance),
      excused: try Fields.identifiers(message.excused, "excused", atMost: 300), others: message.others,
      minutesDigest: try Fields.optionalDigest(message.minutesHash, "minutesHash"),
      measures: try Self.measures(message.measures))
    guard openedAt <= closedAt else {
      throw InvalidAct(field: "closedAt", reason: "\(closedAt) is before \(openedAt)")
    }
    guard Set(attendance.map(\.seat)).isDisjoint(with: excused) else {
      throw InvalidAct(field: "excused", reason: "a seat is present and excused")
    }
    if message.hasQuorum { quorum = try QuorumVerdict(message: message.quorum) }
  }

  /// A seat may stand twice where the member and a substitute were there: that is refused by a rule, not here.
  private static func attendance(_ messages: [Albo_V1_Attendance]) throws(InvalidAct) -> [Attendance] {
    guard messages.count <= 300 else { throw InvalidAct(field: "attendance", reason: "more than 300 entries") }
    var entries: [Attendance] = []
    for message in messages { entries.append(try Attendance(message: message)) }
    guard entries.count(where: { $0.substitute != nil }) <= 200 else {
      throw InvalidAct(field: "attendance.substitute", reason: "more than 200 substitutes")
    }
    for isSubstituted in [false, true] {
      let seats = entries.filter { ($0.substitute != nil) == isSubstituted }.map(\.seat)
      guard Set(seats).count == seats.count else {
        throw InvalidAct(field: "attendance.seat", reason: "a seat stands twice")
      }
    }
    return entries
  }

  private static func measures(_ messages: [Albo_V1_IndicatorMeasure]) throws(InvalidAct) -> [IndicatorMeasure] {
    guard messages.count <= 100 else { throw InvalidAct(field: "measures", reason: "more than 100 measures") }
    var measures: [IndicatorMeasure] = []
    for message in messages {
      measures.append(
        IndicatorMeasure(code: try Fields.text(message.code, "measures.code", 1...64), value: message.value))
    }
    return measures
  }

  package var message: Albo_V1_MeetingHeld {
    .with {
      $0.body = body.description
      $0.meeting = meeting.description
      $0.openedAt = openedAt.microseconds
      $0.closedAt = closedAt.microseconds
      $0.attendance = attendance.map(\.message)
      $0.excused = excused.map(\.description)
      $0.others = others
      $0.minutesHash = .init(minutesDigest ?? [])
      $0.measures = measures.map { measure in .with { ($0.code, $0.value) = (measure.code, measure.value) } }
      if let quorum { $0.quorum = quorum.message }
    }
  }
}

extension Attendance {
  fileprivate init(message: Albo_V1_Attendance) throws(InvalidAct) {
    self.init(seat: try Fields.identifier(message.seat, "attendance.seat"))
    substitute = try Fields.optionalActor(message.substitute, "attendance.substitute")
    mandate = try Fields.optionalIdentifier(message.mandate, "attendance.mandate")
    guard substitute == nil || substitute?.person != nil else {
      throw InvalidAct(field: "attendance.substitute", reason: "a substitute is named as “person:ID”")
    }
    guard (substitute == nil) == (mandate == nil) else {
      throw InvalidAct(field: "attendance.mandate", reason: "a substitute has a mandate, and a member needs none")
    }
  }

  fileprivate var message: Albo_V1_Attendance {
    .with {
      $0.seat = seat.description
      $0.substitute = substitute?.description ?? ""
      $0.mandate = mandate?.description ?? ""
    }
  }
}

extension QuorumVerdict {
  fileprivate init(message: Albo_V1_QuorumVerdict) throws(InvalidAct) {
    self.init(
      base: try QuorumBase(message: message.base, "quorum.base"), baseCount: message.baseCount,
      required: message.required, present: message.present, isMet: message.met)
  }

  fileprivate var message: Albo_V1_QuorumVerdict {
    .with {
      $0.base = base.message
      ($0.baseCount, $0.required, $0.present, $0.met) = (baseCount, required, present, isMet)
    }
  }
}
