public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The proposals with their versions, supports and answers.
public struct ProposalListProjection: Projection {
  static let proposals = ViewRows.Table<ProposalItem>("proposals")

  static let versions = ViewRows.Table<EarlierVersions>("versions")
  static let supports = ViewRows.Table<DaySupports>("supports")

  /// The versions of a proposal before the live one, in their order.
  struct EarlierVersions: Codable, Sendable {
    var proposal: ID<CitizenProposal>
    var versions: [ProposalItem]
  }

  /// The supports that a version was given on a UTC day.
  struct DaySupports: Codable, Sendable {
    var proposal: ID<CitizenProposal>
    var on: CivilDate
    var version: UInt32
    var supports: UInt64 = 0
    /// How many of them were recorded under a transcription.
    var transcribed: UInt64 = 0
  }

  /// The proposals, their earlier versions, and supports by day; all by proposal.
  public static let definition = ViewDefinition(
    "proposals", version: 3, tables: ["proposals", "versions", "supports"],
    acts: [ProposalPublished.self, SupportGiven.self, ProposalAnswered.self, EntryRectified.self])

  /// A projection before the first event.
  public init() {}

  /// Follows publications, supports and answers.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case ProposalPublished.type:
      let act = try event.act(ProposalPublished.self, in: record)
      let slot = try rows.slot(Self.proposals, ViewKey(act.proposal.description))
      if let earlier = slot.row {
        let history = try rows.slot(Self.versions, ViewKey(act.proposal.description))
        history.row = EarlierVersions(
          proposal: act.proposal, versions: (history.row?.versions ?? []) + [earlier])
      }
      slot.row = ProposalItem(act, event, earlier: slot.row)
    case SupportGiven.type:
      let act = try event.act(SupportGiven.self, in: record)
      try rows.update(Self.proposals, ViewKey(act.proposal.description)) { row in
        row.support(act.version)
        if event.isTranscribed { row.transcribedSupports += 1 }
      }
      let day = event.doneOn
      let key = ViewKey(.text(act.proposal.description), .text(day.description), .number(UInt64(act.version)))
      let slot = try rows.slot(Self.supports, key)
      if slot.row == nil { slot.row = DaySupports(proposal: act.proposal, on: day, version: act.version) }
      slot.update { row in
        row.supports += 1
        if event.isTranscribed { row.transcribed += 1 }
      }
    case ProposalAnswered.type:
      let act = try event.act(ProposalAnswered.self, in: record)
      try rows.update(Self.proposals, ViewKey(act.proposal.description)) { row in
        row.status = .answered
        row.answer = .init(act, event)
      }
    case EntryRectified.type:
      let act = try event.act(EntryRectified.self, in: record)
      guard let proposal: ID<CitizenProposal> = act.id("proposal") else { return }
      let correct = { (row: inout ProposalItem) in
        guard act.target == row.publishedAt else { return }
        row.correct(act, at: event.position, ["title": \.title, "area": \.area])
      }
      try rows.update(Self.proposals, ViewKey(proposal.description), correct)
      try rows.update(Self.versions, ViewKey(proposal.description)) { row in
        for index in row.versions.indices { correct(&row.versions[index]) }
      }
    default: return
    }
  }
}

extension ProposalItem: CorrectableRow {
  /// A new version keeps the supports of the old one only if it is editorial.
  fileprivate init(_ act: ProposalPublished, _ event: ViewEvent, earlier: ProposalItem?) {
    self.init(
      proposal: act.proposal, title: act.title, kind: act.kind, area: act.area,
      authors: act.authors.map(\.description), version: act.version, status: .published,
      threshold: act.threshold, supports: act.isEditorial ? earlier?.supports ?? 0 : 0,
      supportsByVersion: (earlier?.supportsByVersion ?? []) + [.init(version: act.version, supports: 0)],
      answer: nil, publishedAt: event.position, publishedOn: event.doneOn,
      supportsFrom: act.isEditorial ? earlier?.supportsFrom ?? act.version : act.version)
    transcribed = event.isTranscribed
    transcribedSupports = act.isEditorial ? earlier?.transcribedSupports ?? 0 : 0
  }

  fileprivate mutating func support(_ version: UInt32) {
    supports += 1
    guard let index = supportsByVersion.firstIndex(where: { $0.version == version }) else { return }
    supportsByVersion[index].supports += 1
  }
}

extension ProposalItem.Answer {
  fileprivate init(_ act: ProposalAnswered, _ event: ViewEvent) {
    self.init(
      outcome: act.outcome, reasons: act.reasons, office: act.office.description,
      commitments: act.commitments.map { promise in
        .init(
          id: promise.id.description, action: promise.action, dueBy: promise.dueBy?.description ?? "",
          cents: promise.cents)
      }, position: event.position, on: event.doneOn, transcribed: event.isTranscribed)
  }
}
