import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import TestSupport
import Testing

/// Every parameter of every query, as its description has it: through the directory, the command and the socket.
@Suite struct QueryParameterTests {
  /// The commands of queries; any other query is asked by `albo ask` alone.
  private static let commands: [String: [String]] = [
    "people.show": ["people", "show"], "organisations.list": ["organisations", "list"],
    "organisations.show": ["organisations", "show"], "organisations.signatories": ["organisations", "signatories"],
    "bodies.list": ["bodies", "list"], "bodies.show": ["bodies", "show"],
    "bodies.composition": ["bodies", "composition"], "bodies.attendance": ["bodies", "attendance"],
    "bodies.meetings": ["bodies", "meetings"], "bodies.quorum": ["bodies", "quorum"],
    "bodies.resolutions": ["bodies", "resolutions"], "bodies.opinions": ["bodies", "opinions"],
    "bodies.why": ["bodies", "why"], "elections.list": ["elections", "list"],
    "elections.show": ["elections", "show"], "elections.candidates": ["elections", "candidates"],
    "elections.turnout": ["elections", "turnout"], "elections.tally": ["elections", "tally"],
    "elections.rounds": ["elections", "rounds"], "elections.why": ["elections", "why"],
    "proposals.list": ["proposals", "list"], "proposals.show": ["proposals", "show"],
    "agreements.list": ["agreements", "list"], "agreements.show": ["agreements", "show"],
    "volunteers.list": ["volunteers", "list"], "volunteers.show": ["volunteers", "show"],
    "volunteers.hours": ["volunteers", "hours"], "events.read": ["events"], "log.checkpoint": ["checkpoint"],
    "log.receipt": ["receipt"], "log.keys": ["key", "list"], "views.list": ["views", "list"],
    "views.digest": ["views", "digest"], "ledger.status": ["status"],
  ]

  /// What the ledger of the test has something to say about; any other parameter gets an example.
  private static let values: [String: JSONValue] = [
    "election": .string("street"), "proposal": .string("p"), "stream": .string("election/street"),
    "type": .string("BallotCast"), "view": .string("tally"), "target": .string("agreement/park"),
    "on": .string("2026-05-04"), "limit": .integer(2), "position": .integer(2), "at": .integer(2), "size": .integer(3),
    "from": .integer(1), "to": .integer(3), "cosigned": .bool(true), "status": .string("late"),
    "bound": .string("office:mobility"),
  ]

  @Test func everyParameterIsTakenByDirectoryCommandAndSocket() async throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    #expect(try Products.albo("record", "-", "--ledger", ledger, input: publishedProposal()).status == 0)
    var questions: [Question] = []
    let city = try CityLedger.open(at: ledger, mode: .reader, options: OpeningOptions(program: "test"))
    for query in QueryCatalogue.albo.queries { questions += try await Self.questions(query, city) }
    await city.close()
    #expect(questions.count > 70)
    let socket = place.path + "/s"
    _ = try withDaemon(ledger, socket) {
      for question in questions { try question.compare(socket) }
    }
  }

  /// A question with what it must have, and one for each further parameter.
  private static func questions<Value: AnsweredQuery>(_ type: Value.Type, _ city: CityLedger) async throws -> [Question]
  {
    func value(_ field: FieldDescription) -> JSONValue {
      values[field.name] ?? (field.jsonType == "integer" ? .integer(1) : .string("a-1"))
    }
    let required = Dictionary(
      uniqueKeysWithValues: type.parameters.filter(\.isRequired).map { ($0.name, value($0)) })
    var given: [[String: JSONValue]] = [required]
    for field in type.parameters where !field.isRequired {
      var members = required
      if field.name == "cursor" {
        // The `next` of a page of one.
        members["limit"] = .integer(1)
        guard let next = try? await answer(type, members, city)["next"]?.text else { continue }
        members["cursor"] = .string(next)
      } else {
        members[field.name] = value(field)
      }
      given.append(members)
    }
    var questions: [Question] = []
    for members in given {
      let parameters = type.parameters.filter { members[$0.name] != nil }
      var question = Question(method: type.method, command: commands[type.method], parameters: parameters, members)
      do { question.expected = JSONText.text(try await answer(type, members, city)) } catch let error as Rejection {
        question.refusal = error.code.description
      } catch let error as LedgerError {
        question.refusal = error.description
      }
      questions.append(question)
    }
    return questions
  }

  private static func answer<Value: AnsweredQuery>(
    _ type: Value.Type, _ members: [String: JSONValue], _ city: CityLedger
  ) async throws -> JSONValue {
    let answer = try await city.ask(try Value(json: .object(members)))
    return try JSONText.value(of: try JSONText.encode(answer))
  }
}

/// A question with the directory's answer.
private struct Question {
  let method: String
  let command: [String]?
  let parameters: [FieldDescription]
  let members: [String: JSONValue]
  var expected: String?
  var refusal: String?

  init(method: String, command: [String]?, parameters: [FieldDescription], _ members: [String: JSONValue]) {
    (self.method, self.command, self.parameters, self.members) = (method, command, parameters, members)
  }

  /// `--voting-from 3` for each parameter.
  private var words: [String] {
    parameters.flatMap { field in
      let option = "--" + field.name.snakeCase.replacing("_", with: "-")
      return field.jsonType == "boolean" ? [option] : [option, text(members[field.name] ?? .null)]
    }
  }

  private func text(_ value: JSONValue) -> String { value.text ?? JSONText.text(value) }

  /// Asks the daemon by `albo ask`, by the query's own command, and in JSON-RPC.
  func compare(_ socket: String) throws {
    var ways = [["ask", method] + words]
    if let command { ways.append(command + words + ["--json"]) }
    for way in ways {
      let outcome = try Products.run([Products.directory + "/albo"] + way + ["--socket", socket])
      if let refusal {
        #expect(outcome.status == 1 && outcome.errors.contains(refusal), "\(way): \(outcome)")
      } else {
        #expect(outcome.status == 0, "\(way): \(outcome.errors)")
        // The status says who holds the ledger.
        if method != "ledger.status" { #expect(try JSONText.text(outcome.json()) == expected, "\(way)") }
      }
    }
  }
}
