public import EventModel
public import TransparencyLog

/// An act of the city: it says who may do it, and the same is checked of each one before its own rules.
///
/// A linking program's acts may be of this kind too: then they write `complete` and `remember` instead of `decide` and
/// `evolve`.
public protocol CityAct: Act {
  /// Who may do it, for all of its cases.
  static var entitlement: Entitlement { get }

  /// Who may do this very act; `Self.entitlement` unless that depends on its fields.
  var entitlement: Entitlement { get }

  /// The code with which somebody who is not named in it is refused.
  static var foreignActor: RejectionCode { get }

  /// The codes of its own rules.
  static var ownRefusals: [RejectionCode] { get }

  /// The fields whose slips an office may correct by `EntryRectified`, by their names in JSON.
  static var clerical: [String] { get }

  /// Whether an act that is transcribed says when it was done; false for ballots, whose time nobody is to know.
  static var isTimed: Bool { get }

  /// Whom a field that an entitlement names stands for; nil if that is nobody.
  func actor(named field: String, _ decision: Decision, _ rows: any ConstraintReader) -> Actor?

  /// Checks the entitlements that only the act's institution can check: of its commission, its officers, a party.
  ///
  /// - Throws: `Rejection` for an actor who is not entitled.
  func require(_ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader) throws(Rejection)

  /// Completes the act, or refuses it by one of its rules; whoever acts is entitled.
  ///
  /// - Throws: `Rejection` with the rule that stands against it.
  func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act]

  /// Whether the act may stand in place of an earlier one of which a clerical field was wrong: refuses what would change
  /// an outcome.
  ///
  /// - Returns: the act with what follows from the corrected field.
  func corrected(from earlier: Self, at target: Position, _ rows: any ConstraintReader) throws(Rejection) -> Self

  /// Writes what later decisions ask about this act.
  func remember(_ event: EventContext, _ rows: any ConstraintRows)
}

extension CityAct {
  /// What the type says.
  public var entitlement: Entitlement { Self.entitlement }

  /// `NotEntitled`.
  public static var foreignActor: RejectionCode { .notEntitled }

  /// None.
  public static var clerical: [String] { [] }

  /// The act itself: nothing follows from most clerical fields.
  public func corrected(
    from earlier: Self, at target: Position, _ rows: any ConstraintReader
  ) throws(Rejection) -> Self { self }

  /// True: only ballots are not.
  public static var isTimed: Bool { true }

  /// The codes of its entitlement, of lateness and transcription, and of its own rules.
  public static var refusals: [RejectionCode] {
    let foreign = foreignActor == .notEntitled ? [] : [foreignActor]
    let common = [.notEntitled] + Self.entitlement.refusals + foreign + Lateness.refusals + ownRefusals
    return common.reduce(into: []) { codes, code in if !codes.contains(code) { codes.append(code) } }
  }

  /// The actor in a field of the act.
  public func actor(named field: String, _ decision: Decision, _ rows: any ConstraintReader) -> Actor? {
    field == "onBehalfOf" ? decision.onBehalfOf : FieldText.of(field, in: self).flatMap { Actor($0) }
  }

  /// Refuses: an act that declares such an entitlement checks it.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    throw notEntitled(decision, entitlement)
  }

  /// Decides: who acts, whether it is too late to record it, and the act's own rules, in this order.
  public func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try checkName(decision)
    try check(entitlement, decision, rows)
    try Lateness.check(decision, isTimed: Self.isTimed, stream: stream, rows)
    return try complete(decision, rows)
  }

  /// Remembers the act, and counts it under its transcription.
  public func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    remember(event, rows)
    if let under = event.decision.under { TranscriptionProgress.note(event, stream, under: under, rows) }
  }

  /// Refuses whoever acts in an office's name and is not that office.
  private func checkName(_ decision: Decision) throws(Rejection) {
    guard let behalf = decision.onBehalfOf, behalf.isOffice, behalf != decision.actor else { return }
    throw Rejection(
      .notEntitled, "\(decision.actor) may not act on behalf of \(behalf)",
      rule: "an office acts in its own name; only persons and organisations can be acted for")
  }

  /// Refuses whoever is not entitled.
  private func check(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    switch entitlement {
    case .anyone: return
    case .clock:
      guard decision.actor.isReserved else { throw notEntitled(decision, entitlement) }
    case .office(let competence):
      guard decision.actor.isOffice else { throw notEntitled(decision, entitlement) }
      try OfficeRow.require(competence, decision, rows)
    case .desk(let competence):
      if decision.actor.isDesk { return }
      guard decision.actor.isOffice else { throw notEntitled(decision, entitlement) }
      try OfficeRow.require(competence, decision, rows)
    case .person(let field, let competence):
      guard let person = actor(named: field, decision, rows) else { return }
      guard decision.author == person else {
        throw notEntitled(decision, entitlement, code: Self.foreignActor, expected: person)
      }
      if decision.actor != person { try OfficeRow.require(competence, decision, rows) }
    case .oneOf(let all):
      var refusal: Rejection?
      for one in all {
        do throws(Rejection) { return try check(one, decision, rows) } catch {
          // What says that an office lacks a competence says more than that the act is not everybody's.
          if refusal?.code != .officeNotCompetent {
            refusal = refusal == nil || error.code != .notEntitled ? error : refusal
          }
        }
      }
      if let refusal { throw refusal.code == .notEntitled ? notEntitled(decision, entitlement) : refusal }
    case .representative, .delegate, .party, .commission, .secretary, .boundParty, .transcriber, .corrector:
      try require(entitlement, decision, rows)
    }
  }

  /// The refusal of somebody who is not entitled.
  func notEntitled(
    _ decision: Decision, _ entitlement: Entitlement, code: RejectionCode = .notEntitled, expected: Actor? = nil,
    positions: [Position] = []
  ) -> Rejection {
    let behalf = decision.onBehalfOf.map { " on behalf of \($0)" } ?? ""
    let who = expected.map { ", which is for \($0)" } ?? ""
    return Rejection(
      code, "\(decision.actor)\(behalf) may not do this\(who)",
      rule: "entitled is \(entitlement.plainSentence)", positions: positions)
  }
}

extension Decision {
  /// Whose act it is: an office may record what a person did at its counter or on paper, on the person's behalf.
  package var author: Actor { actor.isOffice ? onBehalfOf ?? actor : actor }

  /// Refuses `ActReferenceMissing`.
  func requireActReference(_ what: String) throws(Rejection) {
    guard actReference == nil else { return }
    throw Rejection(.actReferenceMissing, "\(what) without an act reference: give its number and date")
  }
}
