import EventModel
import LedgerProtocol
import ParticipationLedger
import ParticipationModel

/// The OpenRPC document of the socket (spec.open-rpc.org, 1.3).
enum Discovery {
  static func document(of queries: QueryCatalogue) -> JSONValue {
    .object([
      "openrpc": .string("1.3.2"),
      "info": .object([
        "title": .string("Albo"), "version": .string(AlboVersion.text),
        "description": .string("A participation ledger: proposals in, events and read models out"),
      ]),
      "methods": .array(acts + queries.queries.map(method)),
    ])
  }

  private static var acts: [JSONValue] {
    [
      method(
        MethodNames.record, "Decides a proposal and records it durably; a retry with the same id gets the same answer",
        ProposalMember.all.map(parameter), result: "position, count and size"),
      method(
        MethodNames.why, "Decides a proposal without recording it; a refusal carries its rule and positions",
        ProposalMember.all.map(parameter), result: "the acts that it would become"),
      method(MethodNames.discover, "This document", [], result: "an OpenRPC document"),
    ]
  }

  private static func method(_ query: any AnsweredQuery.Type) -> JSONValue {
    let after = parameter(
      "after", type: "integer", isRequired: false, "waits until the read models have reached this size")
    return method(query.method, query.summary, query.parameters.map(parameter) + [after], result: "an object")
  }

  private static func method(
    _ name: String, _ summary: String, _ parameters: [JSONValue], result: String
  ) -> JSONValue {
    .object([
      "name": .string(name), "summary": .string(summary), "paramStructure": .string("by-name"),
      "params": .array(parameters),
      "result": .object([
        "name": .string("result"),
        "schema": .object(["type": .string("object"), "description": .string(result)]),
      ]),
    ])
  }

  private static func parameter(_ member: ProposalMember) -> JSONValue {
    parameter(member.name, type: member.jsonType, isRequired: member.isRequired, member.meaning)
  }

  private static func parameter(_ field: FieldDescription) -> JSONValue {
    parameter(
      field.name, type: field.jsonType, isRequired: field.isRequired, "\(field.meaning). Allowed: \(field.allowed)")
  }

  private static func parameter(_ name: String, type: String, isRequired: Bool, _ meaning: String) -> JSONValue {
    .object([
      "name": .string(name), "required": .bool(isRequired), "description": .string(meaning),
      "schema": .object(["type": .string(type)]),
    ])
  }
}
