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
      List.self, Show.self, Composition.self, Attendance.self, Meetings.self, Quorum.self,
      Resolutions.self, Opinions.self, Why.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all bodies.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions

    func run() async throws {
      try await query.answer(ListBodies(limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(["body", "kind", "area", "seats", "title"], right: [3])
        for item in answer.items {
          table.add(item.body, item.kind.rawValue, item.area, "\(item.seats)", item.title.shortened(to: 60))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows one body with its seats, rules and officers.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The body's id.") var body: Identifier

    func run() async throws {
      try await query.answer(ShowBody(body: body)) { answer in
        let item = answer.item
        print("\(item.title)\n\(item.body), \(item.kind.rawValue), established at position \(item.establishedAt)")
        if !item.officers.isEmpty { print("officers: \(item.officers.joined(separator: ", "))") }
        if let rules = try? JSONText.encode(item.rules) { print("rules: \(String(decoding: rules, as: UTF8.self))") }
        print("")
        var table = TextTable(["seat", "filled by", "constituency"])
        for seat in item.seats { table.add(seat.seat, seat.basis.rawValue, seat.constituency) }
        print(table.text)
      }
    }
  }

  struct Composition: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Who sits on which seat, and by what title.",
      discussion: "Without --on it is told for now; with it, for the end of that day.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var asOf: AsOfOptions
    @Argument(help: "The body's id.") var body: Identifier

    func run() async throws {
      try await query.answer(BodyComposition(body: body, on: asOf.on, at: asOf.log.size)) { answer in
        let taken = answer.seats.count { $0.member != nil }
        print("\(answer.title), \(taken) of \(answer.seats.count) seats taken at \(answer.asOf)\n")
        var table = TextTable(["seat", "member", "title", "from", "to", "position", "constituency"], right: [5])
        for seat in answer.seats {
          let member = seat.member
          table.add(
            seat.seat, member?.person ?? "vacant", member?.title.rawValue ?? "", member?.from.description ?? "",
            (member?.cessation?.effectiveAt ?? member?.to)?.description ?? "", member?.seatedAt.description ?? "",
            seat.constituency)
        }
        print(table.text)
      }
    }
  }

  struct Attendance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Sessions present, excused and missed, by member.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @Argument(help: "The body's id.") var body: Identifier

    func run() async throws {
      try await query.answer(BodyAttendance(body: body, limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(
          ["seat", "member", "present", "substituted", "excused", "missed"], right: [2, 3, 4, 5])
        for item in answer.items {
          table.add(
            item.seat, item.person, "\(item.present)", "\(item.substituted)", "\(item.excused)", "\(item.missed)")
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Meetings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the meetings of a body.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @Argument(help: "The body's id.") var body: Identifier

    func run() async throws {
      try await query.answer(ListMeetings(body: body, limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(
          ["meeting", "kind", "call", "scheduled for", "held", "present", "quorum"], right: [2, 5])
        for item in answer.items {
          let verdict = item.quorum.map { $0.isMet ? "met" : "not met" }
          table.add(
            item.meeting, item.kind.rawValue, "\(item.call)", item.scheduledFor.description,
            item.openedAt?.description ?? "", item.quorum.map { "\($0.present)" } ?? "", verdict ?? "")
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Quorum: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Whether a meeting had its quorum, and by which rule.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The body's id.") var body: Identifier
    @Argument(help: "The meeting's id.") var meeting: Identifier

    func run() async throws {
      try await query.answer(MeetingQuorum(body: body, meeting: meeting)) { answer in
        let quorum = answer.quorum
        print("\(answer.body), \(answer.kind.rawValue) “\(answer.meeting)”, call \(answer.call), \(answer.openedAt)")
        print("rule: \(answer.rule)")
        print("quorum \(quorum.isMet ? "met" : "not met"): \(quorum.present) present, \(quorum.required) required")
        print("base: \(quorum.baseCount) \(quorum.base.rawValue)")
        print("rests on positions \(answer.positions.map(\.description).joined(separator: ", "))\n")
        var table = TextTable(["seat", "member", "presence", "substitute", "seated at position"], right: [4])
        for member in answer.members {
          table.add(
            member.seat, member.person, member.presence.rawValue, member.substitute ?? "", "\(member.seatedAt)")
        }
        print(table.text)
      }
    }
  }

  struct Resolutions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the resolutions of a body.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @Argument(help: "The body's id.") var body: Identifier

    func run() async throws {
      try await query.answer(ListResolutions(body: body, limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(
          ["resolution", "kind", "outcome", "yes", "no", "abstain", "required", "meeting", "position"],
          right: [3, 4, 5, 6, 8])
        for item in answer.items {
          table.add(
            item.resolution, item.kind.rawValue, item.outcome.rawValue, "\(item.tally.yes)", "\(item.tally.no)",
            "\(item.tally.abstain)", "\(item.required)", item.meeting, "\(item.position)")
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Opinions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the mandatory opinions: due, overdue and given.",
      discussion: "Without a body, of all bodies; with --on, as they stood at the end of that day.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @Option(help: "As of this day, YYYY-MM-DD UTC.") var on: CivilDate?
    @Argument(help: "The body's id.") var body: Identifier?

    func run() async throws {
      let question = ListOpinions(body: body, on: on, limit: page.limit, cursor: page.cursor)
      try await query.answer(question) { answer in
        var table = TextTable(["body", "item", "status", "due by", "resolution", "outcome", "title"])
        for item in answer.items {
          table.add(
            item.body, item.item, item.status.rawValue, item.dueBy, item.given?.resolution ?? "",
            item.given?.outcome.rawValue ?? "", item.title.shortened(to: 60))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Why a person sits on a seat: the rule and its grounds.")
    @OptionGroup var query: QueryOptions
    @Option(help: "As of this day, YYYY-MM-DD UTC.") var on: CivilDate?
    @Argument(help: "The body's id.") var body: Identifier
    @Argument(help: "The seat's id.") var seat: Identifier

    func run() async throws {
      try await query.answer(WhyMember(body: body, seat: seat, on: on)) { answer in
        print(answer.member.map { "\($0.person) sits: \($0.title.rawValue)" } ?? "nobody sits")
        print("rule: \(answer.rule)\n")
        var table = TextTable(["position", "event"], right: [0])
        for ground in answer.grounds { table.add("\(ground.position)", ground.what) }
        print(table.text)
      }
    }
  }
}
