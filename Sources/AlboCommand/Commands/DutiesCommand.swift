import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo duties`.
struct DutiesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duties", abstract: "Duties: what is owed, by whom and by when, and what is late.",
    subcommands: [QueryCommand<ListDuties>.self])
}

extension ListDuties: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("stream") { $0.stream }, .left("duty") { $0.duty }, .left("bound") { $0.bound },
      .left("status") { $0.status.rawValue }, .right("%") { $0.percent },
      .left("due by") { $0.dueBy?.description ?? "" }, .right("days late") { $0.lateDays > 0 ? "\($0.lateDays)" : "" },
      .right("reports") { $0.reports.count }, .left("action") { $0.action.shortened(to: 50) },
      .notes { duty in
        Notes(transcribed: duty.transcribed, count: UInt64(duty.reports.count(where: \.transcribed)), of: "reports")
      }
    ).print(answer)
  }
}
