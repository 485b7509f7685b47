import EventModel

/// The opening of a ledger as the ledger proposes it to itself: the one act that needs no decision.
struct SelfOpening: Act {
  let opened: LedgerOpened

  init(_ opened: LedgerOpened) { self.opened = opened }

  static let type = LedgerOpened.type
  init(wire: [UInt8]) throws(InvalidAct) { opened = try LedgerOpened(wire: wire) }
  init(json: JSONValue) throws(InvalidAct) { opened = try LedgerOpened(json: json) }
  var wire: [UInt8] { opened.wire }
  var json: JSONValue { opened.json }
  var stream: StreamName { opened.stream }

  func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] { [opened] }
  func evolve(_ event: Decision, _ rows: any ConstraintRows) {}
}
