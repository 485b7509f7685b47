import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
import Imports
import LedgerProtocol
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// The line that answers one proposal.
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

/// The lines of a file of proposals.
private struct ProposalLines {
  let path: String

  /// Passes on each proposal, or why its line is not one. Lines that start with `#` are comments.
  ///
  /// - Throws: `InvalidAct` for a file that has no lines of JSON at all: one message, not one for each line.
  func forEach(_ body: (Int, Result<Proposal, any Error>, _ isIDNew: Bool) async throws -> Void) async throws {
    var isFirst = true
    try await Terminal.forEachLine(of: path) { number, text in
      if text.first == "#" { return }
      if isFirst, let mistake = Self.mistake(text) { throw InvalidAct(field: path, reason: mistake) }
      isFirst = false
      let new = CommandID.random(at: SystemClock().now)
      let proposal = Result<Proposal, any Error> {
        let proposal = try Proposal(json: JSONText.value(of: Array(text.utf8)), registry: .albo, newID: new)
        guard proposal.id.version == 7 else {
          throw InvalidAct(
            field: "id", reason: "\(proposal.id): expected a UUID of version 7 (RFC 9562); others are for importers")
        }
        return proposal
      }
      try await body(number, proposal, (try? proposal.get().id) == new)
    }
  }

  /// What kind of file it is, if its first line shows that it is not a file of proposals.
  private static func mistake(_ line: String) -> String? {
    if line.unicodeScalars.first == "\u{FEFF}" {
      return "it begins with a byte order mark: save it as UTF-8 without one"
    }
    if line == "META" || line.hasPrefix("META;") { return "it is a Pabulib file: `albo import pabulib` takes it" }
    guard let value = try? JSONText.value(of: Array(line.utf8)) else {
      let ends = (line.first { !$0.isWhitespace }, line.last { !$0.isWhitespace })
      switch ends {
      // One line of JSON with a mistake in it: it is answered like any other line.
      case ("{", "}"): return nil
      case ("{", _), ("[", _):
        return "a JSON object spans several lines: put each proposal on one line (jq -c does that)"
      default:
        return "it is not a file of proposals: each line must be JSON, as `albo record --example ACT` prints it"
      }
    }
    if case .array = value { return "it is a list: put each proposal on one line (jq -c '.[]' does that)" }
    return nil
  }
}

/// `albo record`: proposals as JSON Lines.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Records proposals given as JSON Lines; prints a receipt or a rejection for each.",
    discussion: """
      A line: {"id": uuid, "act": {"@type": "SupportGiven", …}, "actor": "office-3", …}. The id is a UUID of version 7: a \
      retry with the same id and content gets the same receipt. If a line has no id, one is made and printed to \
      standard error before the proposal is sent. Lines are decided in order, each on its own; a refused one leaves no \
      trace. Lines that start with # are comments. Exit status 1 if any proposal was refused.

      To start from an example:
        albo acts                                 lists the acts
        albo acts SupportGiven                    shows one: fields, bounds, refusals
        albo record --example SupportGiven > p.jsonl
        albo record p.jsonl --ledger city.albo
      """)

  @OptionGroup var options: LedgerOptions

  @Option(help: "Prints a complete, valid proposal of this act with the schema's comments, and records nothing.")
  var example: String?

  @Argument(help: "The file, or - for standard input.")
  var file: String?

  func validate() throws {
    guard (example == nil) != (file == nil) else {
      throw ValidationError("give a file of proposals, - for standard input, or --example ACT")
    }
  }

  func run() async throws {
    if let example { return print(ActDocumentation().example(of: try ActsCommand.act(example))) }
    guard let file else { return }
    let refused = try await options.withLedger(writing: true) { try await record(ProposalLines(path: file), $0) }
    if refused > 0 {
      Terminal.error("albo: \(refused) refused")
      throw ExitCode(ExitStatus.refused.rawValue)
    }
  }

  private func record(_ proposals: ProposalLines, _ ledger: any LedgerAccess) async throws -> Int {
    var batch = RecordBatch()
    try await proposals.forEach { number, proposal, isIDNew in
      batch.add(number, proposal)
      // Printed before it is sent, so that a retry can name it whatever happens.
      if isIDNew, let id = try? proposal.get().id { Terminal.error("line \(number): id \(id)") }
      if batch.count == 1000 { try await batch.record(in: ledger) }
    }
    try await batch.record(in: ledger)
    try await ledger.react()
    return batch.refused
  }
}

/// Proposals that are recorded together, each with the line that it is answered with.
private struct RecordBatch {
  private(set) var refused = 0
  private var lines: [ProposalAnswerLine] = []
  private var proposals: [(index: Int, proposal: Proposal)] = []

  var count: Int { lines.count }

  mutating func add(_ number: Int, _ proposal: Result<Proposal, any Error>) {
    switch proposal {
    case .success(let proposal):
      proposals.append((lines.count, proposal))
      lines.append(ProposalAnswerLine(number, proposal.id))
    case .failure(let error):
      var line = ProposalAnswerLine(number, nil)
      line.set(error)
      lines.append(line)
    }
  }

  /// Records them, prints their lines, and empties the batch.
  mutating func record(in ledger: any LedgerAccess) async throws {
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
}

/// `albo why`: what the ledger would decide about proposals.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Says whether proposals would be recorded or refused, and why; records nothing.",
    discussion: """
      Takes the same lines as `albo record`. For each it prints the acts that would be recorded, or the rejection with \
      its rule and the positions of the events that it is based on. Exit status 1 if any would be refused.
      """)

  @OptionGroup var options: LedgerOptions

  @Argument(help: "The file, or - for standard input.")
  var file: String

  func run() async throws {
    let refused = try await options.withLedger { ledger in
      var refused = 0
      try await ProposalLines(path: file).forEach { number, proposal, _ in
        var line = ProposalAnswerLine(number, nil)
        do {
          let proposal = try proposal.get()
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

/// `albo acts`: what can be recorded.
struct ActsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acts",
    abstract: "Lists the acts, or shows one: its fields, their bounds, and the reasons to refuse it.",
    discussion: "`albo record --example ACT` prints a complete, valid proposal of an act.")

  @Argument(help: "The name of an act, for instance BallotCast; default: lists all acts.")
  var act: String?

  @Flag(help: "Prints all acts as the page Documentation/Acts.md.")
  var markdown = false

  func run() throws {
    let documentation = ActDocumentation()
    if markdown { return print(documentation.markdown, terminator: "") }
    if let act { return print(documentation.text(of: try Self.act(act))) }
    for (institution, acts) in documentation.summaries {
      print("\(institution)")
      Listing<ActDocumentation.Summary>(
        .left("act") { $0.name }, .left("what it is") { $0.isProposable ? $0.sentence : "(automatic) \($0.sentence)" }
      ).print(acts)
      print("")
    }
  }

  /// The act of this name.
  static func act(_ name: String) throws -> any Act.Type {
    guard let act = ActDocumentation().act(named: name) else {
      let names = ActRegistry.albo.types.map(\.shortName)
      throw ValidationError(
        "there is no act “\(name)”.\(NearestName.question(name, among: names)) `albo acts` lists them all.")
    }
    return act
  }
}
