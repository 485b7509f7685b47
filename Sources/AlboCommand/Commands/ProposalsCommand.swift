import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo proposals`.
struct ProposalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals", abstract: "Proposals: versions, supports and answers.",
    subcommands: [QueryCommand<ListProposals>.self, QueryCommand<ShowProposal>.self])
}

extension ListProposals: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("proposal") { $0.proposal }, .left("status") { $0.answer?.outcome.rawValue ?? $0.status.rawValue },
      .right("version") { $0.version }, .right("supports") { $0.supports },
      .right("threshold") { $0.threshold > 0 ? "\($0.threshold)" : "" }, .left("title") { $0.title.shortened(to: 60) },
      .notes { $0.notes }
    ).print(answer)
  }
}

extension ShowProposal: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    let item = answer.item
    print("\(item.title)\n\(item.proposal), \(item.kind.rawValue), version \(item.version), ", terminator: "")
    print("by \(item.authors.map(\.description).joined(separator: ", "))\n")
    Listing(.right("version") { $0.version }, .right("supports") { $0.supports }).print(item.supportsByVersion)
    item.notes.print()
    guard let reply = item.answer else { return }
    print("\n\(reply.outcome.rawValue) by \(reply.office): \(reply.reasons)")
    for promise in reply.commitments {
      print("  \(promise.id): \(promise.action) \(promise.dueBy) \(promise.cents > 0 ? money(promise.cents) : "")")
    }
  }
}

extension ProposalItem {
  fileprivate var notes: Notes {
    Notes(transcribed: transcribed, count: transcribedSupports, of: "supports", rectified: rectified)
  }
}
