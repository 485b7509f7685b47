import ArgumentParser
import CommandSupport
import EventLedger
@preconcurrency import Glibc
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo compare`: do two copies of a log have the same history?
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Says whether two logs are equal, whether one continues the other, or where they differ.",
    discussion: """
      Each of A and B is a ledger's directory, an export, a folder of published tiles, the URL at which a web server \
      serves such a folder, or a saved checkpoint. \
      With --key, that key must have signed both checkpoints. If there are two signed roots for one size, both \
      checkpoints are printed in full: whoever has the key can see from them alone, without any ledger, that the log \
      was forked. Exit status 0 if the logs are equal or one continues the other, 1 otherwise.
      """)

  @Argument(help: "A directory, an export, a folder of tiles, its URL, or a saved checkpoint.")
  var a: String

  @Argument(help: "The one to compare it with, of any of these kinds.")
  var b: String

  @Option(help: "The log's verifier key, as `albo init` printed it.")
  var key: String?

  @Flag(help: "Prints the comparison as JSON.")
  var json = false

  func run() async throws {
    let key = try key.map { try VerifierKey($0) }
    let sources = try [a, b].map { try LogSource.open($0) }
    let comparison = try LogComparison.compare(sources[0], sources[1], key: key) {
      Terminal.progress($0.stage, $0.done, of: $0.total)
    }
    if Terminal.showsProgress { fputs("\r\u{1B}[K", stderr) }
    if json { try Terminal.json(comparison) } else { show(comparison) }
    if !comparison.isConsistent { throw ExitCode(ExitStatus.refused.rawValue) }
  }

  private func show(_ comparison: LogComparison) {
    print(sentence(comparison))
    for side in comparison.sides {
      if let damage = side.damage { print("NOT VERIFIED: \(damage)") }
      if side.hasSignedRoot == false {
        print("NOT VERIFIED: the records of \(side.name) do not have the root that its checkpoint signs")
      }
    }
    if !comparison.isSigned { print("signatures were not verified: give --key") }
    guard comparison.verdict == .differs else { return }
    if comparison.fork.isEmpty {
      for side in comparison.sides { print("\nthe checkpoint of \(side.name):\n\(side.note)", terminator: "") }
    } else {
      print("\nevidence of a fork, two signed roots for one size:")
      for note in comparison.fork { print("\n\(note)", terminator: "") }
    }
  }

  private func sentence(_ comparison: LogComparison) -> String {
    let sides = comparison.sides.sorted { $0.size < $1.size }
    switch comparison.verdict {
    case .same: return "same: both have the same \(sides[0].size) records"
    case .prefix:
      return "prefix: the \(sides[0].size) records of \(sides[0].name) are the first "
        + "of the \(sides[1].size) of \(sides[1].name)"
    case .undecided:
      let sizes = sides.map(\.size)
      return "undecided: records are missing that would show whether the first \(sizes[0]) "
        + "of the \(sizes[1]) are the same"
    case .differs:
      guard sides[0].origin == sides[1].origin else {
        return "differs: they are logs of different origins, \(sides[0].origin) and \(sides[1].origin)"
      }
      guard let position = comparison.position else {
        return "differs: the first \(sides[0].size) records of both have different roots"
      }
      let hashes = comparison.leafHashes.joined(separator: " and ")
      return "differs: the first record that differs is \(position), with the leaf hashes \(hashes)"
    }
  }
}
