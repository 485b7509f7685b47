import ArgumentParser
import ParticipationLedger
import ParticipationModel

/// `albo status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What ledger this is, how large, and how far its views have come.")

  @OptionGroup var query: QueryOptions

  func run() async throws {
    try await query.answer(GetStatus()) { answer in
      print("origin        \(answer.origin)")
      print("verifier key  \(answer.verifierKey)")
      print("size          \(answer.size) events, opened as \(answer.mode)\n")
      var types = TextTable(["type", "events", "first at"], right: [1, 2])
      for type in answer.types { types.add(type.type, "\(type.count)", "\(type.first)") }
      print(types.text)
      var views = TextTable(["view", "version", "size"], right: [1, 2])
      for view in answer.views { views.add(view.view, "\(view.version)", "\(view.size)") }
      print("\n\(views.text)")
    }
  }
}
