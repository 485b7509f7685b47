import EventModel
import LogAudit

/// The opening of a ledger as the ledger proposes it to itself: the one act that needs no decision.
struct SelfOpening: Act {
  private var opened: LedgerOpened

  init(_ opened: LedgerOpened) { self.opened = opened }
  init(_ blank: Blank) { opened = LedgerOpened(blank) }

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) { try opened.visit(&fields) }

  static let type = LedgerOpened.type
  static let refusals: [RejectionCode] = []
  var stream: StreamName { opened.stream }

  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] { [opened] }
  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {}
}
