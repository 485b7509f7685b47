import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListOffices: AnsweredQuery {
  /// A page of the competences in the view “offices”.
  public func answer(from ledger: CityLedger) throws -> Page<OfficeItem> {
    try ledger.page(of: "offices", OfficesProjection.competences, at: at, limit: limit, cursor: cursor) { row in
      guard let on else { return row }
      return row.from < on.next.start && row.to.map { on.start < $0 } ?? true ? row : nil
    }
  }
}

extension ListTranscriptions: AnsweredQuery {
  /// A page of the transcriptions in the view “offices”.
  public func answer(from ledger: CityLedger) throws -> Page<TranscriptionItem> {
    try ledger.page(of: "offices", OfficesProjection.transcriptions, at: at, limit: limit, cursor: cursor) { row in
      guard let on else { return row }
      return row.openedOn <= on && on.start < row.recordUntil ? row : nil
    }
  }
}

extension TranscriptionBatch: AnsweredQuery {
  /// False: it reads what deciders know.
  public static var readsViews: Bool { false }

  /// What the deciders know of the transcription.
  ///
  /// - Throws: `Rejection` `NoTranscription`.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let size = try ledger.store.size
    guard try ledger.store.constraint(TranscriptionRow.key(transcription), as: TranscriptionRow.self) != nil else {
      throw Rejection(
        .noTranscription, "there is no transcription “\(transcription)”: check the id",
        rule: "a query can only be about what is recorded")
    }
    let progress = try ledger.store.constraint(
      TranscriptionProgress.key(transcription), as: TranscriptionProgress.self)
    return Answer(
      size: size, transcription: transcription, count: progress?.count ?? 0, checked: progress?.checked ?? 0,
      upTo: progress?.last, root: (progress?.root ?? .emptyRoot).base64,
      recorder: progress.flatMap { $0.recorder.isEmpty ? nil : $0.recorder })
  }
}
