import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo offices`.
struct OfficesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offices", abstract: "Offices: which is competent for what, and since when.",
    discussion: """
      Until the first OfficeEmpowered is recorded, every office may do everything. As whom somebody who submits through \
      the socket may act, the file `principals` in the ledger's directory says, one line each:

        unix:1001 office:registry office:register
        unix:1002 desk:online person:*   # the citizens' portal

      The user of the daemon, and whoever has the ledger's directory, may act as anybody.
      """,
    subcommands: [QueryCommand<ListOffices>.self])
}

extension ListOffices: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("office") { $0.office }, .left("competence") { $0.competence.rawValue }, .left("from") { $0.from },
      .left("until") { $0.to?.shown ?? "" }, .right("event") { $0.empoweredAt },
      .notes { Notes(transcribed: $0.transcribed) }
    ).print(answer)
  }
}
