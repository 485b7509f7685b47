import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo bodies`.
struct BodiesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bodies", abstract: "Councils and other bodies: members, meetings, quorums, resolutions, opinions.",
    subcommands: [
      QueryCommand<ListBodies>.self, QueryCommand<ShowBody>.self, QueryCommand<BodyComposition>.self,
      QueryCommand<BodyAttendance>.self, QueryCommand<ListMeetings>.self, QueryCommand<MeetingQuorum>.self,
      QueryCommand<ListResolutions>.self, QueryCommand<ListOpinions>.self, QueryCommand<WhyMember>.self,
    ])
}

extension ListBodies: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("body") { $0.body }, .left("kind") { $0.kind.rawValue }, .left("area") { $0.area },
      .right("seats") { $0.seats }, .left("title") { $0.title.shortened(to: 60) },
      .notes { Notes(transcribed: $0.transcribed, rectified: $0.rectified) }
    ).print(answer)
  }
}

extension ShowBody: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    let item = answer.item
    print("\(item.title)\n\(item.body), \(item.kind.rawValue), established at position \(item.establishedAt)")
    if !item.officers.isEmpty { print("officers: \(item.officers.map(\.description).joined(separator: ", "))") }
    if let rules = try? JSONText.encode(item.rules) { print("rules: \(String(decoding: rules, as: UTF8.self))") }
    print("")
    Listing(
      .left("seat") { $0.seat }, .left("filled by") { $0.basis.rawValue }, .left("constituency") { $0.constituency }
    )
    .print(item.seats)
    Notes(transcribed: item.transcribed, rectified: item.rectified).print()
  }
}

extension BodyComposition: ShownQuery {
  static let commandName = "composition"

  static func show(_ answer: Answer) {
    let taken = answer.seats.count { $0.member != nil }
    print("\(answer.title), \(taken) of \(answer.seats.count) seats taken at \(answer.asOf.shown)\n")
    Listing(
      .left("seat") { $0.seat }, .left("member") { $0.member?.person.description ?? "vacant" },
      .left("title") { $0.member?.title.rawValue ?? "" }, .left("from") { $0.member?.from.shown ?? "" },
      .left("to") { ($0.member?.cessation?.effectiveAt ?? $0.member?.to)?.shown ?? "" },
      .right("position") { $0.member?.seatedAt.description ?? "" }, .left("constituency") { $0.constituency },
      .notes { Notes(transcribed: $0.member?.transcribed ?? false) }
    ).print(answer.seats)
  }
}

extension BodyAttendance: ShownQuery {
  static let commandName = "attendance"

  static func show(_ answer: Answer) {
    Listing(
      .left("seat") { $0.seat }, .left("member") { $0.person }, .right("present") { $0.present },
      .right("substituted") { $0.substituted }, .right("excused") { $0.excused }, .right("missed") { $0.missed },
      .notes { Notes(count: UInt64($0.transcribed), of: "sessions") }
    ).print(answer)
  }
}

extension ListMeetings: ShownQuery {
  static let commandName = "meetings"

  static func show(_ answer: Answer) {
    Listing(
      .left("meeting") { $0.meeting }, .left("kind") { $0.kind.rawValue }, .right("call") { $0.call },
      .left("scheduled for") { $0.scheduledFor }, .left("held") { $0.openedAt?.shown ?? "" },
      .right("present") { $0.quorum?.present.description ?? "" },
      .left("quorum") { $0.quorum.map { $0.isMet ? "met" : "not met" } ?? "" },
      .notes { Notes(transcribed: $0.transcribed, rectified: $0.rectified, affectedBy: $0.affectedBy) }
    ).print(answer)
  }
}

extension MeetingQuorum: ShownQuery {
  static let commandName = "quorum"

  static func show(_ answer: Answer) {
    let quorum = answer.quorum
    print("\(answer.body), \(answer.kind.rawValue) “\(answer.meeting)”, call \(answer.call), \(answer.openedAt.shown)")
    print("rule: \(answer.rule)")
    print("quorum \(quorum.isMet ? "met" : "not met"): \(quorum.present) present, \(quorum.required) required")
    print("base: \(quorum.baseCount) \(quorum.base.rawValue)")
    print("rests on positions \(answer.positions.map(\.description).joined(separator: ", "))\n")
    Listing(
      .left("seat") { $0.seat }, .left("member") { $0.person }, .left("presence") { $0.presence.rawValue },
      .left("substitute") { $0.substitute?.description ?? "" }, .right("seated at position") { $0.seatedAt }
    ).print(answer.members)
    Notes(transcribed: answer.transcribed, rectified: answer.rectified, affectedBy: answer.affectedBy).print()
  }
}

extension ListResolutions: ShownQuery {
  static let commandName = "resolutions"

  static func show(_ answer: Answer) {
    Listing(
      .left("resolution") { $0.resolution }, .left("kind") { $0.kind.rawValue },
      .left("outcome") { $0.outcome.rawValue },
      .right("yes") { $0.tally.yes }, .right("no") { $0.tally.no }, .right("abstain") { $0.tally.abstain },
      .right("required") { $0.required }, .left("meeting") { $0.meeting }, .right("position") { $0.position },
      .notes { Notes(transcribed: $0.transcribed, affectedBy: $0.affectedBy) }
    ).print(answer)
  }
}

extension ListOpinions: ShownQuery {
  static let commandName = "opinions"
  static let positional = ["body"]

  static func show(_ answer: Answer) {
    Listing(
      .left("body") { $0.body }, .left("item") { $0.item }, .left("status") { $0.status.rawValue },
      .left("due by") { $0.dueBy }, .left("resolution") { $0.given?.resolution.description ?? "" },
      .left("outcome") { $0.given?.outcome.rawValue ?? "" }, .left("title") { $0.title.shortened(to: 60) },
      .notes { Notes(transcribed: $0.transcribed, affectedBy: $0.affectedBy) }
    ).print(answer)
  }
}

extension WhyMember: ShownQuery {
  static let commandName = "why"

  static func show(_ answer: Answer) {
    print(answer.member.map { "\($0.person) sits: \($0.title.rawValue)" } ?? "nobody sits")
    print("rule: \(answer.rule)\n")
    Listing(.right("position") { $0.position }, .left("event") { $0.what }).print(answer.grounds)
  }
}
