public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// What is attested of persons, and the consents of guardians.
public struct PeopleProjection: Projection {
  static let people = ViewRows.Table<PersonAnswer>("people")

  /// One table, keyed by pseudonym.
  public static let definition = ViewDefinition(
    "people", version: 3, tables: ["people"], working: [CityClocks.working],
    acts: [
      PersonEnrolled.self, AttributeAttested.self, AttributeWithdrawn.self, GuardianConsentRecorded.self,
      LedgerRulesSet.self,
    ])

  /// A projection before the first event.
  public init() {}

  /// Follows enrolments, attestations and consents.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case PersonEnrolled.type:
      let act = try event.act(PersonEnrolled.self, in: record)
      let row = PersonAnswer(act, event)
      try rows.set(Self.people, ViewKey(act.person.description), to: row)
    case AttributeAttested.type:
      let act = try event.act(AttributeAttested.self, in: record)
      guard case .person(let person) = act.subject else { return }
      try rows.update(Self.people, ViewKey(person.description)) { $0.attributes.attest(act, at: event) }
    case AttributeWithdrawn.type:
      let act = try event.act(AttributeWithdrawn.self, in: record)
      guard case .person(let person) = act.subject else { return }
      try rows.update(Self.people, ViewKey(person.description)) { $0.attributes.withdraw(act, at: event.position) }
    case GuardianConsentRecorded.type:
      let act = try event.act(GuardianConsentRecorded.self, in: record)
      let day = try CivilDate(daysSince1970: CityClocks.rules(rows).day(event.doneAt))
      try rows.update(Self.people, ViewKey(act.minor.description)) { $0.note(act, on: day, event) }
    case LedgerRulesSet.type: try CityClocks.follow(event.act(LedgerRulesSet.self, in: record), rows)
    default: return
    }
  }
}

extension PersonAnswer {
  fileprivate init(_ act: PersonEnrolled, _ event: ViewEvent) {
    let attestor = act.attestedBy.description
    self.init(
      person: act.person.description, enrolledAt: event.position, enrolled: event.doneAt, assurance: act.assurance,
      attestedBy: attestor,
      attributes: act.predicates.map { predicate in
        var item = AttributeItem(predicate, by: attestor, at: event.position)
        item.transcribed = event.isTranscribed
        return item
      })
    transcribed = event.isTranscribed
  }

  fileprivate mutating func note(_ act: GuardianConsentRecorded, on day: CivilDate, _ event: ViewEvent) {
    let scope = act.scope.description
    if let until = act.validUntil {
      consents.append(
        ConsentItem(
          guardian: act.guardian.description, scope: scope, from: day, until: until, grantedAt: event.position,
          transcribed: event.isTranscribed))
    } else if let index = consents.lastIndex(where: { $0.scope == scope && $0.holds(on: day) }) {
      (consents[index].revokedFrom, consents[index].revokedAt) = (day, event.position)
    }
  }
}
