import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo transcriptions`.
struct TranscriptionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcriptions", abstract: "Transcriptions: what was recorded from paper, and what is countersigned.",
    discussion: """
      What is older than the ledger's rules allow is recorded under a transcription: one of its two operators records, \
      with `under` (the position of the act that opened it) and `occurredAt` (when it was done) in each proposal; the \
      other countersigns the batch with TranscriptionChecked, whose count, last position and root `batch` shows. Compare \
      the records with the paper first: `albo events --json` shows each with its member `under`.
      """,
    subcommands: [QueryCommand<ListTranscriptions>.self, QueryCommand<TranscriptionBatch>.self])
}

extension ListTranscriptions: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("transcription") { $0.transcription }, .right("under") { $0.openedAt },
      .left("categories") { $0.categories.joined(separator: ", ") }, .right("countersigned") { $0.checked },
      .left("until") { $0.recordUntil }, .left("source") { $0.source.shortened(to: 50) }
    ).print(answer)
  }
}

extension TranscriptionBatch: ShownQuery {
  static let commandName = "batch"

  static func show(_ answer: Answer) {
    print("\(answer.transcription): \(answer.count) records, \(answer.checked) countersigned")
    guard let recorder = answer.recorder, let upTo = answer.upTo else { return }
    print("recorded by \(recorder), to be countersigned by the other operator:")
    print("count \(answer.count)\nupTo \(upTo)\nroot \(answer.root)")
  }
}
