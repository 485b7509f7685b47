import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel

/// `albo elections`.
struct ElectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elections", abstract: "Elections: rules, candidates, turnout, tally, and why it is so.",
    subcommands: [
      List.self, Show.self, Candidates.self, Turnout.self, Tally.self, Rounds.self, Why.self, TagKey.self, Tag.self,
      Roll.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all elections.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions

    func run() async throws {
      try await query.answer(ListElections(limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(["election", "status", "options", "voting ends", "title"], right: [2])
        for item in answer.items {
          table.add(
            item.election, item.status.rawValue, "\(item.options)", item.votingTo?.description ?? "transcribed",
            item.title.shortened(to: 60))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows one election with its rules.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The election's id.") var election: Identifier

    func run() async throws {
      try await query.answer(ShowElection(election: election)) { answer in
        print("\(answer.title)\n\(answer.election), \(answer.status.rawValue)\n")
        var events = TextTable(["status", "position"], right: [1])
        for (status, position) in answer.positions.sorted(by: { $0.value < $1.value }) {
          events.add(status, "\(position)")
        }
        print(events.text)
        var options = TextTable(["option", "cost", "name"], right: [1])
        for option in answer.rules["options"]?.elements ?? [] {
          let name = option["project"]?["label"]?.text ?? option["candidate"]?["person"]?.text ?? ""
          let cost = option["project"]?["cost"]?.signedInteger.map(money) ?? ""
          options.add(option["id"]?.text ?? "", cost, name.shortened(to: 70))
        }
        print("\n\(options.text)")
      }
    }
  }

  struct Turnout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How many have voted, by hour, channel and district: persons, not ballots.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The election's id.") var election: Identifier

    func run() async throws {
      try await query.answer(ElectionTurnout(election: election)) { show($0) }
    }

    private func show(_ answer: ElectionTurnout.Answer) {
      var line = "\(answer.election), \(answer.status.rawValue): \(answer.voters) voters"
      if answer.electors > 0 {
        // Thousandths of a percent, in integers.
        let rate = answer.voters * 100_000 / answer.electors
        line += " of \(answer.electors) electors (\(rate / 1000).\(String(1000 + rate % 1000).dropFirst()) %)"
      }
      print(line)
      let ballots = answer.ballots
      print("ballots: \(ballots.cast) cast, \(ballots.superseded) superseded, \(ballots.annulled) annulled\n")
      var hours = TextTable(["hour (UTC)", "voters"], right: [1])
      for hour in answer.byHour { hours.add(hour.hour?.description ?? "unknown", "\(hour.voters)") }
      print(hours.text)
      for (name, groups) in [("channel", answer.byChannel), ("district", answer.byDistrict)] where !groups.isEmpty {
        var table = TextTable([name, "voters"], right: [1])
        for group in groups { table.add(group.name, "\(group.voters)") }
        print("\n\(table.text)")
      }
    }
  }
}
