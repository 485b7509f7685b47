import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

extension ElectionTally: ShownQuery {
  static let commandName = "tally"

  static func show(_ answer: Answer) {
    let ballots = answer.ballots
    print(
      "\(answer.election), \(answer.status.rawValue), at size \(answer.size): \(answer.voters) voters, ", terminator: ""
    )
    print("\(ballots.cast) ballots cast, \(ballots.superseded) superseded, ", terminator: "")
    print("\(ballots.annulled) annulled, \(ballots.blank) blank, \(ballots.transcribed) transcribed\n")
    let isSeated = !answer.elected.isEmpty || answer.options.contains { $0.place > 0 }
    isSeated ? showSeats(answer) : showOptions(answer)
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

  private static func showOptions(_ answer: Answer) {
    let sorted = answer.options.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    Listing(
      .left("") { $0.selected ? "✓" : "" }, .left("option") { $0.id }, .right("votes") { $0.votes },
      .right("score") { $0.score }, .right("cost") { $0.cost > 0 ? money($0.cost) : "" },
      .left("name") { $0.name.shortened(to: 60) }
    ).print(sorted.map(\.element))
  }

  private static func showSeats(_ answer: Answer) {
    let seats = Dictionary(grouping: answer.elected, by: \.option).compactMapValues(\.first)
    let sorted = answer.options.enumerated().sorted { left, right in
      (left.element.district, left.element.place, left.offset)
        < (right.element.district, right.element.place, right.offset)
    }
    Listing(
      .left("") { $0.selected ? "✓" : "" }, .left("district") { $0.district }, .right("place") { $0.place },
      .left("option") { $0.id }, .right("votes") { $0.votes }, .left("seat") { seats[$0.id]?.seat ?? "" },
      .left("basis") { seats[$0.id]?.basis.rawValue ?? "" }, .left("name") { $0.name.shortened(to: 40) }
    ).print(sorted.map(\.element))
  }
}

extension ElectionRounds: ShownQuery {
  static let commandName = "rounds"

  static func show(_ answer: Answer) {
    for count in answer.counts { show(count) }
  }

  private static func show(_ count: Count) {
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
  private static func votes(_ value: UInt64) -> String {
    "\(value / 100_000).\(String(100_000 + value % 100_000).dropFirst())"
  }
}

extension ExplainElection: ShownQuery {
  static let commandName = "why"
  static let positional = ["election", "option"]

  static func show(_ answer: Answer) { answer.show() }
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
