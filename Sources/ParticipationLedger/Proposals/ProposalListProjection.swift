public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The proposals with their versions, supports and answers.
public struct ProposalListProjection: Projection {
  static let proposals = ViewRows.Table<ProposalItem>("proposals")

  /// One table, keyed by proposal.
  public static let definition = ViewDefinition(
    "proposals", version: 2, tables: ["proposals"],
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
      slot.row = ProposalItem(act, event, earlier: slot.row)
    case SupportGiven.type:
      let act = try event.act(SupportGiven.self, in: record)
      try rows.update(Self.proposals, ViewKey(act.proposal.description)) { row in
        row.support(act.version)
        if event.isTranscribed { row.transcribedSupports += 1 }
      }
    case ProposalAnswered.type:
      let act = try event.act(ProposalAnswered.self, in: record)
      try rows.update(Self.proposals, ViewKey(act.proposal.description)) { row in
        row.status = .answered
        row.answer = .init(act, event.position)
      }
    case EntryRectified.type:
      let act = try event.act(EntryRectified.self, in: record)
      guard let proposal: ID<CitizenProposal> = act.id("proposal") else { return }
      try rows.update(Self.proposals, ViewKey(proposal.description)) { row in
        guard act.target == row.publishedAt else { return }
        row.correct(act, at: event.position, ["title": \.title, "area": \.area])
      }
    default: return
    }
  }
}

extension ProposalItem: RectifiedRow {
  /// A new version keeps the supports of the old one only if it is editorial.
  fileprivate init(_ act: ProposalPublished, _ event: ViewEvent, earlier: ProposalItem?) {
    self.init(
      proposal: act.proposal, title: act.title, kind: act.kind, area: act.area,
      authors: act.authors.map(\.description), version: act.version, status: .published,
      threshold: act.threshold, supports: act.isEditorial ? earlier?.supports ?? 0 : 0,
      supportsByVersion: (earlier?.supportsByVersion ?? []) + [.init(version: act.version, supports: 0)],
      answer: nil, publishedAt: event.position)
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
  fileprivate init(_ act: ProposalAnswered, _ position: Position) {
    self.init(
      outcome: act.outcome, reasons: act.reasons, office: act.office.description,
      commitments: act.commitments.map { promise in
        .init(
          id: promise.id.description, action: promise.action, dueBy: promise.dueBy?.description ?? "",
          cents: promise.cents)
      }, position: position)
  }
}
