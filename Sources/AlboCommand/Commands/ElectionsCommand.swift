import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo elections`.
struct ElectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elections", abstract: "Elections: rules, candidates, turnout, tally, and why a result is what it is.",
    subcommands: [
      QueryCommand<ListElections>.self, QueryCommand<ShowElection>.self, QueryCommand<ListCandidacies>.self,
      QueryCommand<ElectionTurnout>.self, QueryCommand<ElectionTally>.self, QueryCommand<ElectionRounds>.self,
      QueryCommand<ExplainElection>.self, TagKey.self, Tag.self, Roll.self,
    ])
}

extension ListElections: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("election") { $0.election }, .left("status") { $0.status.rawValue }, .right("options") { $0.options },
      .left("voting ends") { $0.votingTo?.shown ?? "transcribed" }, .left("title") { $0.title.shortened(to: 60) },
      .notes { Notes(transcribed: $0.transcribed, rectified: $0.rectified) }
    ).print(answer)
  }
}

extension ShowElection: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    print("\(answer.title)\n\(answer.election), \(answer.status.rawValue)\n")
    Listing<(key: String, value: Position)>(.left("status") { $0.key }, .right("position") { $0.value })
      .print(answer.positions.sorted { $0.value < $1.value })
    print("")
    Listing<JSONValue>(
      .left("option") { $0["id"]?.text ?? "" },
      .right("cost") { $0["project"]?["cost"]?.signedInteger.map(money) ?? "" },
      .left("name") { option in
        (option["project"]?["label"]?.text ?? option["candidate"]?["person"]?.text ?? "").shortened(to: 70)
      }
    ).print(answer.rules["options"]?.elements ?? [])
    Notes(transcribed: answer.transcribed, rectified: answer.rectified).print()
  }
}

extension ElectionTurnout: ShownQuery {
  static let commandName = "turnout"

  static func show(_ answer: Answer) {
    var line = "\(answer.election), \(answer.status.rawValue): \(answer.voters) voters"
    if answer.electors > 0 {
      // Thousandths of a percent, in integers.
      let rate = answer.voters * 100_000 / answer.electors
      line += " of \(answer.electors) electors (\(rate / 1000).\(String(1000 + rate % 1000).dropFirst()) %)"
    }
    print(line)
    let ballots = answer.ballots
    print(
      "ballots: \(ballots.cast) cast, \(ballots.superseded) superseded, \(ballots.annulled) annulled, ", terminator: "")
    print("\(ballots.transcribed) of those that count transcribed\n")
    Listing(.left("hour") { $0.hour?.shown ?? "unknown" }, .right("voters") { $0.voters })
      .print(answer.byHour)
    for (name, groups) in [("channel", answer.byChannel), ("district", answer.byDistrict)] where !groups.isEmpty {
      print("")
      Listing(.left(name) { $0.name }, .right("voters") { $0.voters }).print(groups)
    }
  }
}
