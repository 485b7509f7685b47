import ArgumentParser
import EventLedger
import EventModel
import LedgerProtocol
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// One line of answer for one proposal.
private struct ProposalAnswerLine: Encodable {
  var line: Int
  var id: String?
  var position: Position?
  var count: Int?
  var size: LogSize?
  var acts: [JSONValue]?
  var rejection: String?
  var message: String?
  var rule: String?
  var positions: [Position]?

  init(_ line: Int, _ id: CommandID?) { (self.line, self.id) = (line, id?.description) }

  mutating func set(_ error: any Error) {
    if let refused = error as? Rejection {
      rejection = refused.code.description
      (message, rule, positions) = (refused.message, refused.rule, refused.positions)
    } else {
      let remote = (error as? RPCError)?.data?["error"]?.text
      rejection = error is InvalidAct ? "InvalidAct" : (error as? LedgerError)?.name ?? remote ?? "Failed"
      message = (error as? RPCError)?.message ?? "\(error)"
    }
  }
}

/// Reads a proposal from a line of JSON.
private func proposal(_ text: String) throws -> Proposal {
  let proposal = try Proposal(json: JSONText.value(of: Array(text.utf8)), registry: .albo)
  guard proposal.id.version == 7 else {
    throw InvalidAct(field: "id", reason: "a UUID of version 7 is needed (RFC 9562); others are for importers")
  }
  return proposal
}

/// `albo record`: proposals as JSON Lines.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Records proposals given as JSON Lines; prints a receipt or a rejection for each.",
    discussion: """
      A line: {"id": uuid, "act": {"@type": "albo.v1.SupportGiven", …}, "actor": "office-3", …}. The id is a UUID \
      of version 7: a retry with the same id and content gets the same receipt. Lines are decided in order, each on \
      its own; what is refused leaves no trace. Exit status 1 where any was refused.
      """)

  @OptionGroup var options: LedgerOptions

  @Argument(help: "The file, or - for standard input.")
  var file: String

  func run() async throws {
    let refused = try await options.withLedger(writing: true) { try await record($0) }
    if refused > 0 {
      Terminal.error("albo: \(refused) refused")
      throw ExitCode(ExitStatus.refused.rawValue)
    }
  }

  private func record(_ ledger: any LedgerAccess) async throws -> Int {
    var refused = 0
    var lines: [ProposalAnswerLine] = []
    var proposals: [(index: Int, proposal: Proposal)] = []
    func flush() async throws {
      let answers = try await ledger.record(proposals.map(\.proposal))
      for ((index, _), answer) in zip(proposals, answers) {
        switch answer {
        case .success(let recorded):
          (lines[index].position, lines[index].count, lines[index].size) = (
            recorded.position, recorded.count, recorded.size
          )
        case .failure(let error): lines[index].set(error)
        }
      }
      refused += lines.count { $0.rejection != nil }
      for line in lines { try Terminal.json(line) }
      (lines, proposals) = ([], [])
    }
    try await Terminal.forEachLine(of: file) { number, text in
      do {
        let proposal = try proposal(text)
        proposals.append((lines.count, proposal))
        lines.append(ProposalAnswerLine(number, proposal.id))
      } catch {
        var line = ProposalAnswerLine(number, nil)
        line.set(error)
        lines.append(line)
      }
      if lines.count == 1000 { try await flush() }
    }
    try await flush()
    try await ledger.react()
    return refused
  }
}

/// `albo why`: what proposals would meet.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Says what proposals would meet, and on what grounds; records nothing.",
    discussion: """
      Takes the same lines as `albo record`. For each it prints the acts that the proposal would become, or the \
      rejection with its rule and the positions it rests on. Exit status 1 where any would be refused.
      """)

  @OptionGroup var options: LedgerOptions

  @Argument(help: "The file, or - for standard input.")
  var file: String

  func run() async throws {
    let refused = try await options.withLedger { ledger in
      var refused = 0
      try await Terminal.forEachLine(of: file) { number, text in
        var line = ProposalAnswerLine(number, nil)
        do {
          let proposal = try proposal(text)
          line.id = proposal.id.description
          line.acts = try await ledger.why(proposal).acts
        } catch {
          line.set(error)
          refused += 1
        }
        try Terminal.json(line)
      }
      return refused
    }
    if refused > 0 { throw ExitCode(ExitStatus.refused.rawValue) }
  }
}
