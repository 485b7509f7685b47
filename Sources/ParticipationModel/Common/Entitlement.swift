import EventModel

/// Who may do an act. It is part of deciding, so an auditor checks it again; Acts.md lists it from the same value.
///
/// An office may record what a person did at its counter or on paper: then it is the actor, and the person stands in
/// `onBehalfOf`. Until the first `OfficeEmpowered`, every office has every competence.
public indirect enum Entitlement: Hashable, Sendable {
  /// An office with this competence.
  case office(Competence)
  /// The person whom a field names, or an office on that person's behalf.
  case person(String, through: Competence)
  /// A representative of the organisation that a field names, or an office on the representative's behalf.
  case representative(String, through: Competence)
  /// Somebody with a mandate of this scope from the organisation that a field names; `onBehalfOf` is the envelope's.
  case delegate(String, MandateScope)
  /// The party that a field names, each as itself: a person; an organisation by its representative or a delegate who may
  /// sign for it; an office. An office may record it on a person's behalf.
  case party(String, through: Competence)
  /// A member of the election's commission; the office if the election has none, or if the commission's minutes are
  /// named by their hash with the administrative act.
  case commission
  /// An officer of the body who is in office, or the office.
  case secretary
  /// Whoever owes what the act is about, each as itself, as a party does.
  case boundParty
  /// A desk where people act for themselves without being named, `desk:NAME`, or an office with this competence.
  case desk(Competence)
  /// An operator of the transcription.
  case transcriber
  /// An office with the competence for the act that is corrected.
  case corrector
  /// The ledger itself: its clock, or its reactions to what was recorded.
  case clock
  /// Anybody.
  case anyone
  /// Whoever one of these entitles.
  case oneOf([Entitlement])

  /// The competence that an office needs for it; the first one if there are several.
  public var competence: Competence? {
    switch self {
    case .office(let competence), .person(_, let competence), .representative(_, let competence),
      .party(_, let competence), .desk(let competence):
      competence
    case .commission: .elections
    case .secretary: .bodies
    case .boundParty: .agreements
    case .delegate, .transcriber, .corrector, .clock, .anyone: nil
    case .oneOf(let all): all.lazy.compactMap(\.competence).first
    }
  }

  /// For a person to read: “an office with the competence `elections`”.
  public var sentence: String {
    switch self {
    case .office(let competence): "an office with the competence `\(competence)`"
    case .person(let field, let competence):
      "the person named in `\(field)`, or on their behalf an office with the competence `\(competence)`"
    case .representative(let field, let competence):
      "the representative of the organisation named in `\(field)`, or on their behalf an office with the competence "
        + "`\(competence)`"
    case .delegate(let field, let scope):
      "whoever has a mandate to \(scope) from the organisation named in `\(field)`"
    case .party(let field, let competence):
      "the party named in `\(field)` itself (an organisation by its representative or a delegate who may sign), or on a "
        + "person's behalf an office with the competence `\(competence)`"
    case .commission:
      "a member of the election's commission; an office with the competence `elections` if there is no commission, or "
        + "if the minutes' hash and the administrative act are given"
    case .secretary: "an officer of the body, or an office with the competence `bodies`"
    case .boundParty:
      "whoever owes it, or on a person's behalf an office with the competence `agreements`"
    case .desk(let competence):
      "a desk where people act for themselves (`desk:NAME`), or an office with the competence `\(competence)`"
    case .corrector: "an office with the competence for the act that is corrected"
    case .transcriber: "an operator of the transcription"
    case .clock: "the ledger itself"
    case .anyone: "anybody"
    case .oneOf(let all): all.map(\.sentence).joined(separator: "; or ")
    }
  }

  /// The sentence with quotation marks in place of the marks of code.
  public var plainSentence: String {
    var isOpen = false
    return String(
      sentence.map { letter -> Character in
        guard letter == "`" else { return letter }
        isOpen.toggle()
        return isOpen ? "“" : "”"
      })
  }

  /// The codes with which a check may refuse.
  var refusals: [RejectionCode] {
    switch self {
    case .clock, .transcriber, .delegate: [.notEntitled]
    case .boundParty: [.notEntitled, .officeNotCompetent]
    case .anyone: []
    case .office, .person, .representative, .party, .commission, .secretary, .desk, .corrector:
      [.notEntitled, .officeNotCompetent]
    case .oneOf(let all): all.reduce(into: []) { codes, one in codes += one.refusals.filter { !codes.contains($0) } }
    }
  }
}
