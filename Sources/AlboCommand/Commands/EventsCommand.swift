import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo events`: what is recorded.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Shows recorded events, and follows new ones.",
    usage: "albo events \(QueryWords<ReadEvents>.usage) [--follow] [--json] [--ledger DIR | --socket PATH]",
    discussion: """
      Ballots of an election whose polls are not closed are shown without their choice. \
      With --follow and --json, each event is one line.

      \(QueryWords<ReadEvents>.help)
      """)

  @OptionGroup var query: QueryOptions

  @OptionGroup var words: QueryWords<ReadEvents>

  @Flag(help: "Continues with new events until interrupted.")
  var follow = false

  func run() async throws {
    let question = try words.question()
    guard follow else { return try await query.answer(question, ReadEvents.show) }
    Terminal.showEachLine()
    try await query.ledger.withLedger { try await followEvents(question, $0) }
  }

  private func followEvents(_ question: ReadEvents, _ ledger: any LedgerAccess) async throws {
    var next = question.from?.rawValue ?? 0
    while true {
      var cursor: String?
      var size = LogSize.zero
      repeat {
        var page = question
        (page.cursor, page.from) = (cursor, cursor == nil ? Position(next) : nil)
        let answer = try await ledger.ask(page)
        for event in answer.items { if query.json { try Terminal.json(event) } else { ReadEvents.show(event) } }
        (cursor, size) = (answer.next, answer.size)
      } while cursor != nil
      next = max(next, size.rawValue)
      // The protocol has no call that waits for events; for a reader, four times a second is enough.
      try await Task.sleep(for: .milliseconds(250))
    }
  }
}

extension ReadEvents: ShownQuery {
  static let commandName = "events"

  static func show(_ answer: Answer) {
    for event in answer.items { show(event) }
    if let next = answer.next { Terminal.error("more: --cursor \(next)") }
  }

  static func show(_ event: EventJSON) {
    let position = event["position"]?.unsignedInteger.map(String.init) ?? ""
    let recordedAt = event["recordedAt"]?.text.flatMap { Instant(rfc3339: $0)?.shown } ?? ""
    let type = event["type"]?.text?.split(separator: ".").last.map(String.init) ?? ""
    let stream = "\(event["stream"]?.text ?? "") v\(event["version"]?.unsignedInteger ?? 0)"
    let withheld = event["withheld"] == nil ? "" : "  (withheld until the close)"
    print("\(position)  \(recordedAt)  \(type)  \(stream)  by \(event["actor"]?.text ?? "")\(withheld)")
  }
}
