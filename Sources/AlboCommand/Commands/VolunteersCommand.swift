import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo volunteers`.
struct VolunteersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "volunteers", abstract: "Volunteers: balances and entries of hours.",
    subcommands: [
      QueryCommand<ListVolunteers>.self, QueryCommand<ShowVolunteer>.self, QueryCommand<ListHours>.self,
    ])
}

extension ListVolunteers: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("volunteer") { $0.volunteer }, .right("entries") { $0.entries },
      .right("confirmed") { hours($0.confirmedMinutes) }, .right("pending") { hours($0.pendingMinutes) },
      .right("disputed") { hours($0.disputedMinutes) }, .notes { $0.notes }
    ).print(answer)
  }
}

extension ShowVolunteer: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    let item = answer.item
    print("\(item.volunteer): \(item.entries) entries, confirmed \(hours(item.confirmedMinutes)), ", terminator: "")
    print("pending \(hours(item.pendingMinutes)), disputed \(hours(item.disputedMinutes)) (hours:minutes)")
    item.notes.print()
  }
}

extension ListHours: ShownQuery {
  static let commandName = "hours"

  static func show(_ answer: Answer) {
    Listing(
      .left("entry") { $0.entry }, .left("status") { $0.status.rawValue }, .left("start") { $0.start },
      .right("h:mm") { hours($0.minutes) }, .left("project") { $0.project }, .left("logged by") { $0.loggedBy },
      .left("reviewed by") { $0.reviewedBy?.description ?? "" }, .notes { Notes(transcribed: $0.transcribed) }
    ).print(answer)
  }
}

extension VolunteerItem {
  fileprivate var notes: Notes { Notes(count: transcribedEntries, of: "entries") }
}
