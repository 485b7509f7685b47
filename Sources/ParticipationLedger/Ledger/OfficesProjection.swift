public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The offices with their competences, and the transcriptions.
public struct OfficesProjection: Projection {
  static let competences = ViewRows.Table<OfficeItem>("competences")
  /// The events that gave an office a competence.
  static let given = ViewRows.Table<[Position]>("given")
  static let transcriptions = ViewRows.Table<TranscriptionItem>("transcriptions")

  /// Competences by office, competence and event; transcriptions by id.
  public static let definition = ViewDefinition(
    "offices", version: 2, tables: ["competences", "transcriptions"], working: ["given"],
    acts: [OfficeEmpowered.self, OfficeRelieved.self, TranscriptionOpened.self, TranscriptionChecked.self])

  /// A projection before the first event.
  public init() {}

  /// Follows empowerments, reliefs and transcriptions.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case OfficeEmpowered.type: try empower(event.act(OfficeEmpowered.self, in: record), event, rows)
    case OfficeRelieved.type: try relieve(event.act(OfficeRelieved.self, in: record), event.position, rows)
    case TranscriptionOpened.type:
      let act = try event.act(TranscriptionOpened.self, in: record)
      let item = TranscriptionItem(act, at: event.position, on: event.doneOn)
      try rows.set(Self.transcriptions, ViewKey(act.transcription.description), to: item)
    case TranscriptionChecked.type:
      let act = try event.act(TranscriptionChecked.self, in: record)
      try rows.update(Self.transcriptions, ViewKey(act.transcription.description)) { row in
        (row.checked, row.checkedAt) = (act.count, event.position)
      }
    default: return
    }
  }

  private func empower(_ act: OfficeEmpowered, _ event: ViewEvent, _ rows: ViewRows) throws {
    let office = Actor(office: act.office).description
    for competence in act.competences {
      var item = OfficeItem(
        office: office, competence: competence, from: act.from, to: act.to, empoweredAt: event.position)
      item.transcribed = event.isTranscribed
      try rows.set(Self.competences, Self.key(act.office, competence, event.position), to: item)
      let given = try rows.slot(Self.given, Self.key(act.office, competence))
      given.row = (given.row ?? []) + [event.position]
    }
  }

  private func relieve(_ act: OfficeRelieved, _ position: Position, _ rows: ViewRows) throws {
    for competence in act.competences {
      for empoweredAt in try rows.slot(Self.given, Self.key(act.office, competence)).row ?? [] {
        try rows.update(Self.competences, Self.key(act.office, competence, empoweredAt)) { row in
          guard row.from <= act.on, row.to.map({ act.on < $0 }) ?? true else { return }
          (row.to, row.relievedAt) = (act.on, position)
        }
      }
    }
  }

  private static func key(_ office: ID<Office>, _ competence: Competence, _ empoweredAt: Position? = nil) -> ViewKey {
    let (office, competence) = (office.description, competence.rawValue)
    guard let empoweredAt else { return ViewKey(.text(office), .text(competence)) }
    return ViewKey(.text(office), .text(competence), .number(empoweredAt.rawValue))
  }
}
