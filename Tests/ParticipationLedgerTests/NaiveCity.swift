import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Testing
import TransparencyLog

/// What a log says, told the long way: acts one after the other, into dictionaries.
struct NaiveCity {
  struct Ballot {
    var act: BallotCast
    var position: Position
    var hour: Int64
    var channel: Channel
  }

  struct ElectionCount {
    var called: ElectionCalled
    var status = ElectionStatus.called
    var live: [[UInt8]: Ballot] = [:]
    var cast: UInt64 = 0
    var superseded: UInt64 = 0
    var annulled: UInt64 = 0
  }

  struct AgreementParties {
    var opened: AgreementOpened
    var signed: [Actor: Position] = [:]
    /// The version in force, and the event by which it took effect.
    var inForce: (version: UInt32, at: Position)?
    var isEffective = false
  }

  struct Entry {
    var note: HoursNote
    var status = HoursItem.Status.logged
  }

  struct Proposal {
    var published: ProposalPublished
    var supporters: Set<[UInt8]> = []
    var given: [UInt32: UInt64] = [:]
    var isAnswered = false
  }

  private(set) var elections: [ID<Election>: ElectionCount] = [:]
  private(set) var agreements: [ID<Agreement>: AgreementParties] = [:]
  private(set) var hours: [ID<Volunteer>: [String: Entry]] = [:]
  private(set) var proposals: [ID<CitizenProposal>: Proposal] = [:]

  init(_ records: [[UInt8]], _ comment: Comment) throws {
    for (position, record) in records.enumerated() {
      let event = try RecordedEvent(position: Position(UInt64(position)), record: record)
      guard let act = event.act(.albo) else { continue }
      apply(act, event, comment)
    }
  }

  private mutating func apply(_ act: any Act, _ event: RecordedEvent, _ comment: Comment) {
    switch act {
    case let act as ElectionCalled: elections[act.election] = ElectionCount(called: act)
    case let act as VotingOpened: elections[act.election]?.status = .open
    case let act as VotingClosed: elections[act.election]?.status = .closed
    case let act as ResultCertified: elections[act.election]?.status = .certified
    case let act as BallotCast: elections[act.election]?.cast(act, event, comment)
    case let act as BallotAnnulled: elections[act.election]?.annul(act, comment)
    case let act as ProposalPublished:
      let earlier = proposals[act.proposal]
      proposals[act.proposal] = Proposal(
        published: act, supporters: act.isEditorial ? earlier?.supporters ?? [] : [], given: earlier?.given ?? [:])
    case let act as SupportGiven:
      #expect(proposals[act.proposal]?.supporters.insert(act.supporterTag).inserted == true, comment)
      proposals[act.proposal]?.given[act.version, default: 0] += 1
    case let act as ProposalAnswered: proposals[act.proposal]?.isAnswered = true
    case let act as AgreementOpened:
      agreements[act.agreement] = AgreementParties(opened: act, inForce: agreements[act.agreement]?.inForce)
    case let act as AgreementSigned: agreements[act.agreement]?.signed[act.party] = event.position
    case let act as AgreementTookEffect:
      agreements[act.agreement]?.inForce = (act.version, event.position)
      agreements[act.agreement]?.isEffective = true
    default: work(act, comment)
    }
  }

  private mutating func work(_ act: any Act, _ comment: Comment) {
    switch act {
    case let act as HoursLogged: add(act.entry, to: act.volunteer, comment)
    case let act as HoursReviewed:
      let statuses: [HoursReviewed.Outcome: HoursItem.Status] = [
        .confirmed: .confirmed, .rejected: .rejected, .disputed: .disputed,
      ]
      hours[act.volunteer]?[act.entry]?.status = statuses[act.outcome] ?? .logged
    case let act as HoursCorrected:
      hours[act.volunteer]?[act.entry]?.status = .reversed
      if let replacement = act.replacement { add(replacement, to: act.volunteer, comment) }
    default: return
    }
  }

  /// Adds an entry, which must overlap no live one.
  private mutating func add(_ note: HoursNote, to volunteer: ID<Volunteer>, _ comment: Comment) {
    let live = (hours[volunteer] ?? [:]).values.filter { $0.status != .rejected && $0.status != .reversed }
    for other in live {
      #expect(other.note.end <= note.start || note.end <= other.note.start, "\(volunteer), \(note.id), \(comment)")
    }
    #expect(hours[volunteer]?[note.id] == nil, comment)
    hours[volunteer, default: [:]][note.id] = Entry(note: note)
  }
}

extension NaiveCity.ElectionCount {
  fileprivate mutating func cast(_ act: BallotCast, _ event: RecordedEvent, _ comment: Comment) {
    #expect(status == .open && live[act.voterTag]?.position == act.supersedes, comment)
    cast += 1
    if act.supersedes != nil { superseded += 1 }
    live[act.voterTag] = NaiveCity.Ballot(
      act: act, position: event.position, hour: event.envelope.recordedAt.hour, channel: event.envelope.channel)
  }

  fileprivate mutating func annul(_ act: BallotAnnulled, _ comment: Comment) {
    #expect(live[act.voterTag]?.position == act.ballot && act.voterReadmitted == (status == .open), comment)
    live[act.voterTag] = nil
    annulled += 1
  }

  /// Votes and score of an option.
  func count(_ option: String) -> (votes: UInt64, score: UInt64) {
    var (votes, score) = (UInt64(0), UInt64(0))
    for ballot in live.values {
      guard let rank = ballot.act.options.firstIndex(of: option) else { continue }
      votes += 1
      switch called.ballot.kind {
      case .cumulative: score += UInt64(ballot.act.points[rank])
      case .ordinal: score += UInt64(called.ballot.rankPoints[rank])
      default: score += 1
      }
    }
    return (votes, score)
  }
}

extension NaiveCity.AgreementParties {
  /// In force are the versions that every required party signed; if none is required, all.
  var isComplete: Bool {
    let needed = opened.parties.contains(where: \.isRequired) ? opened.parties.filter(\.isRequired) : opened.parties
    return needed.allSatisfy { signed[$0.party] != nil }
  }
}
