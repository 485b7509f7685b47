import ArgumentParser
import ParticipationLedger
import ParticipationModel
import TransparencyLog

extension GetStatus: ShownQuery {
  static let commandName = "status"

  static func show(_ answer: Answer) {
    print("origin        \(answer.origin)")
    print("verifier key  \(answer.verifierKey)")
    print("size          \(answer.size) events, opened as \(answer.mode)\n")
    Listing(.left("type") { $0.type }, .right("events") { $0.count }, .right("first at") { $0.first })
      .print(answer.types)
    print("")
    Listing(.left("view") { $0.view }, .right("version") { $0.version }, .right("size") { $0.size })
      .print(answer.views)
  }
}
