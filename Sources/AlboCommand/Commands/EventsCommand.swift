import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo events`: what is recorded.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Shows recorded events, and follows those to come.",
    discussion: """
      Ballots of an election whose polls are not closed are shown without their choice. \
      With --follow and --json, each event is one line.
      """)

  @OptionGroup var query: QueryOptions

  @Option(help: "Only this stream, for instance election/consulte-2022.")
  var stream: String?

  @Option(help: "Only acts of this type, for instance BallotCast.")
  var type: String?

  @Option(help: "The first position.")
  var from: UInt64?

  @Option(help: "At most so many events, 1 to 1000.")
  var limit: Int = 100

  @Option(help: "Where the page before ended: its `next`.")
  var cursor: String?

  @Flag(help: "Goes on with the events to come, until interrupted.")
  var follow = false

  func run() async throws {
    guard follow else {
      return try await query.answer(question(cursor)) { page in
        for event in page.items { show(event) }
        page.showNext()
      }
    }
    Terminal.showEachLine()
    try await query.ledger.withLedger { try await followEvents($0) }
  }

  private func question(_ cursor: String?, from: UInt64? = nil) -> ReadEvents {
    ReadEvents(
      stream: stream, type: type, from: (from ?? self.from).map { Position($0) }, limit: limit, cursor: cursor)
  }

  private func followEvents(_ ledger: any LedgerAccess) async throws {
    var next = from ?? 0
    while true {
      var cursor: String?
      var size = LogSize.zero
      repeat {
        let page = try await ledger.ask(question(cursor, from: cursor == nil ? next : nil))
        for event in page.items { if query.json { try Terminal.json(event) } else { show(event) } }
        (cursor, size) = (page.next, page.size)
      } while cursor != nil
      next = max(next, size.rawValue)
      // The protocol has no call that waits for events; four looks a second are enough for a reader.
      try await Task.sleep(for: .milliseconds(250))
    }
  }

  private func show(_ event: EventJSON) {
    let position = event["position"]?.unsignedInteger.map(String.init) ?? ""
    let recordedAt = event["recordedAt"]?.signedInteger.map { Instant(microseconds: $0).description } ?? ""
    let type = event["type"]?.text?.split(separator: ".").last.map(String.init) ?? ""
    let stream = "\(event["stream"]?.text ?? "") v\(event["version"]?.unsignedInteger ?? 0)"
    let withheld = event["withheld"] == nil ? "" : "  (withheld until the close)"
    print("\(position)  \(recordedAt)  \(type)  \(stream)  by \(event["actor"]?.text ?? "")\(withheld)")
  }
}
