import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

extension ElectionsCommand {
  struct Tally: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The count and what it decides; refused before the close.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The election's id.") var election: Identifier
    @Option(help: "Only this district.") var district: String?

    func run() async throws {
      try await query.answer(ElectionTally(election: election, district: district)) { answer in
        let ballots = answer.ballots
        print(
          "\(answer.election), \(answer.status.rawValue), at size \(answer.size): \(answer.voters) voters, \(ballots.cast) ballots cast, \(ballots.superseded) superseded, \(ballots.annulled) annulled, \(ballots.blank) blank\n"
        )
        let isSeated = !answer.elected.isEmpty || answer.options.contains { $0.place > 0 }
        isSeated ? Self.showSeats(answer) : Self.showOptions(answer)
        if answer.void { print("\nThe result is void: the turnout quorum was not reached.") }
        if answer.needsBeacon {
          print("\nA tie is broken by lot; until its beacon is known the seats are provisional.")
        }
        for draw in answer.draws {
          print("\nlot \(draw.label) among \(draw.among.joined(separator: ", ")): \(draw.drawn)")
        }
        if let tie = answer.decidingTie {
          print("\nA tie between \(tie.joined(separator: ", ")) was broken by ballot order.")
        }
      }
    }

    private static func showOptions(_ answer: ElectionTally.Answer) {
      var table = TextTable(["", "option", "votes", "score", "cost", "name"], right: [2, 3, 4])
      let sorted = answer.options.enumerated().sorted {
        ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
      }
      for option in sorted.map(\.element) {
        table.add(
          option.selected ? "✓" : "", option.id, "\(option.votes)", "\(option.score)",
          option.cost > 0 ? money(option.cost) : "", option.name.shortened(to: 60))
      }
      print(table.text)
    }

    private static func showSeats(_ answer: ElectionTally.Answer) {
      let seats = Dictionary(grouping: answer.elected, by: \.option).compactMapValues(\.first)
      var table = TextTable(["", "district", "place", "option", "votes", "seat", "basis", "name"], right: [2, 4])
      let sorted = answer.options.enumerated().sorted { left, right in
        (left.element.district, left.element.place, left.offset)
          < (right.element.district, right.element.place, right.offset)
      }
      for option in sorted.map(\.element) {
        let seat = seats[option.id]
        table.add(
          option.selected ? "✓" : "", option.district, "\(option.place)", option.id, "\(option.votes)",
          seat?.seat ?? "", seat?.basis.rawValue ?? "", option.name.shortened(to: 40))
      }
      print(table.text)
    }
  }

  struct Rounds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The count of ranked ballots round by round, counted anew from the log.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The election's id.") var election: Identifier

    func run() async throws {
      try await query.answer(ElectionRounds(election: election)) { answer in
        for count in answer.counts { show(count) }
      }
    }

    private func show(_ count: ElectionRounds.Count) {
      let quota = count.quota.map { ", quota \(votes($0))" } ?? ""
      print("\(count.district) \(count.seats) seats, \(count.valid) valid ballots\(quota)")
      for (number, round) in count.rounds.enumerated() {
        print("\nround \(number + 1): \(round.action) \(round.of ?? "")")
        var table = TextTable(["candidate", "votes", ""], right: [1])
        for candidate in count.ranking {
          table.add(candidate, votes(round.values[candidate] ?? 0), round.elected.contains(candidate) ? "elected" : "")
        }
        table.add("exhausted", votes(round.exhausted), "")
        print(table.text)
      }
      print("\nelected: \(count.elected.joined(separator: ", "))\n")
    }

    /// Hundred-thousandths of a vote, as the Scottish rules write them.
    private func votes(_ value: UInt64) -> String {
      "\(value / 100_000).\(String(100_000 + value % 100_000).dropFirst())"
    }
  }

  struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Why the tally, or the votes, place and seat of one option are what they are.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @Argument(help: "The election's id.") var election: Identifier
    @Argument(help: "An option's id; the whole tally where it is left out.") var option: String?

    func run() async throws {
      let question = ExplainElection(election: election, option: option, limit: page.limit, cursor: page.cursor)
      try await query.answer(question) { $0.show() }
    }
  }
}

extension Explanation {
  /// Prints the explanation for a person.
  func show() {
    print("\(statement).\n\nrule: \(rule).")
    for step in steps { print("  \(step)") }
    print("\nrests on events \(positions.map(\.description).joined(separator: ", "))")
    if let ballots, !ballots.isEmpty {
      print("and on ballots \(ballots.map(\.description).joined(separator: ", "))\(next == nil ? "" : ", …")")
    }
    if let next { print("next: --cursor \(next)") }
  }
}
