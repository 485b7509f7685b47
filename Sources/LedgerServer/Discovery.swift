import EventModel
import LedgerProtocol
import ParticipationLedger
import ParticipationModel

/// The OpenRPC document of the socket (spec.open-rpc.org, 1.3).
enum Discovery {
  static let document: JSONValue = .object([
    "openrpc": .string("1.3.2"),
    "info": .object([
      "title": .string("Albo"), "version": .string("1"),
      "description": .string("A participation ledger: proposals in, events and read models out"),
    ]),
    "methods": .array(acts + QueryCatalogue.queries.map(method)),
  ])

  private static var acts: [JSONValue] {
    [
      method(
        MethodNames.record, "Decides a proposal and records it durably; a retry with the same id gets the same answer",
        proposal, result: "position, count and size"),
      method(
        MethodNames.why, "Decides a proposal without recording it; a refusal carries its rule and positions", proposal,
        result: "the acts that it would become"),
      method(MethodNames.discover, "This document", [], result: "an OpenRPC document"),
    ]
  }

  private static let proposal = [
    QueryParameter("id", "string", required: true, "a UUID, version 7: the idempotency key"),
    QueryParameter("act", "object", required: true, "the act as proto3 JSON, with @type"),
    QueryParameter("actor", "string", required: true, "who acts: a pseudonym or an office"),
    QueryParameter("onBehalfOf", "string", "on whose behalf"),
    QueryParameter("mandate", "integer", "the position of the mandate"),
    QueryParameter("channel", "string", "online, inPerson or paper"),
    QueryParameter("assurance", "integer", "how surely the actor was identified: 0 unknown to 3 high"),
    QueryParameter("occurredAt", "integer", "when it happened, µs since 1970 UTC"),
    QueryParameter("expect", "object", "versions that streams must have"),
    QueryParameter("commitments", "array", "personal content that stays outside, by field and digest"),
    QueryParameter("actReference", "object", "the administrative act behind it: number, date, hash"),
  ]

  private static let after = QueryParameter(
    "after", "integer", "answers only once the read models have reached this size")

  private static func method(_ query: any AnsweredQuery.Type) -> JSONValue {
    method(query.method, query.summary, query.parameters + [after], result: "an object")
  }

  private static func method(
    _ name: String, _ summary: String, _ parameters: [QueryParameter], result: String
  ) -> JSONValue {
    .object([
      "name": .string(name), "summary": .string(summary), "paramStructure": .string("by-name"),
      "params": .array(parameters.map(parameter)),
      "result": .object([
        "name": .string("result"),
        "schema": .object(["type": .string("object"), "description": .string(result)]),
      ]),
    ])
  }

  private static func parameter(_ parameter: QueryParameter) -> JSONValue {
    .object([
      "name": .string(parameter.name), "required": .bool(parameter.isRequired),
      "description": .string(parameter.meaning), "schema": .object(["type": .string(parameter.type)]),
    ])
  }
}
