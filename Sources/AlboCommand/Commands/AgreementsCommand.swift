import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo agreements`.
struct AgreementsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreements", abstract: "Agreements: texts, parties and signatures.",
    subcommands: [QueryCommand<ListAgreements>.self, QueryCommand<ShowAgreement>.self])
}

extension ListAgreements: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("agreement") { $0.agreement }, .left("status") { $0.status.rawValue }, .right("version") { $0.version },
      .right("signed") { item in "\(item.parties.count { $0.signedAt != nil })/\(item.parties.count)" },
      .left("title") { $0.title.shortened(to: 60) }, .notes { $0.notes }
    ).print(answer)
  }
}

extension ShowAgreement: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    let item = answer.item
    print("\(item.title)\n\(item.agreement), \(item.kind.rawValue), version \(item.version), \(item.status.rawValue)")
    print("text SHA-256 \(item.textHash)\n")
    Listing(
      .left("party") { $0.party }, .left("required") { $0.required ? "yes" : "no" },
      .right("signed at position") { $0.signedAt?.description ?? "" }
    ).print(item.parties)
    if let version = item.versionInForce, let position = item.effectiveAt {
      print("\nVersion \(version) is in force since position \(position).")
    }
    item.notes.print()
  }
}

extension AgreementItem {
  fileprivate var notes: Notes {
    Notes(
      transcribed: transcribed, count: UInt64(transcribedSignatures), of: "signatures", rectified: rectified,
      affectedBy: affectedBy)
  }
}
