import Crypto
import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Testing
import TransparencyLog

/// Closes and results, counted the long way.
extension NaiveCouncil {
  func close(_ vote: inout NaiveVote, _ act: VotingClosed, _ event: RecordedEvent) {
    let isEarly = vote.called.window.map { event.envelope.recordedAt < $0.upperBound } ?? false
    expect(vote.phase == .open, "closed without being open", event)
    expect(!isEarly || !act.earlyReason.isEmpty && event.envelope.actReference != nil, "closed early", event)
    let live = UInt64(vote.live.count)
    expect(live == vote.counts.cast - vote.counts.superseded - vote.counts.annulled, "ballots are lost", event)
    // A close without any ballot has no counts to speak of.
    if vote.counts.cast > 0 {
      let counts = act.counts
      expect(counts?.cast == vote.counts.cast && counts?.live == live, "counts", event)
      expect(counts?.superseded == vote.counts.superseded && counts?.annulled == vote.counts.annulled, "counts", event)
      for district in vote.called.districts {
        let own = UInt64(vote.live.values.count { $0.act.district == district })
        expect(counts?.byDistrict.first { $0.name == district }?.live == own, "the district \(district)", event)
      }
      for channel in Channel.allCases {
        let own = UInt64(vote.live.values.count { $0.channel == channel })
        expect(counts?.byChannel[channel] ?? 0 == own, "the channel \(channel)", event)
      }
    }
    vote.phase = .closed
  }

  func certify(_ vote: inout NaiveVote, _ act: ResultCertified, _ event: RecordedEvent) {
    let subject = CommissionVoted(election: act.election, .resultCertified, ballot: act.supersedes)
    expectDecision(vote, subject, by: act.signedBy, minutes: act.minutesHash, needed: 0, event)
    expect(vote.phase == .closed || vote.phase == .certified, "not closed", event)
    expect(act.supersedes == vote.certified?.position, "does not name the one before", event)
    expect(vote.certified == nil || !act.reason.isEmpty && event.envelope.actReference != nil, "no reason", event)
    expect(!vote.challenged.values.contains(true), "challenges are pending", event)
    expect(act.signedBy.count >= Int(vote.called.signatures), "signatures are missing", event)
    guard let result = act.result else { return expect(false, "no result", event) }
    let excluded = Set(act.excluded)
    let ballots = vote.live.values.filter { !excluded.contains($0.position) }
    expect(ballots.count == vote.live.count - act.excluded.count, "what is left out is not live", event)
    expect(result.live == UInt64(ballots.count) && result.options.map(\.option) == vote.paper, "ballots", event)
    for option in result.options {
      let votes = ballots.count { ballot in
        let place = ballot.act.options.firstIndex(of: option.option)
        return place.map { !ballot.act.void.contains(UInt32($0)) } ?? false
      }
      expect(option.votes == UInt64(votes), "the votes of \(option.option)", event)
    }
    checkElected(vote, result, event)
    checkDraws(act, result, event)
    (vote.phase, vote.certified) = (.certified, (act, event.position))
  }

  private func checkElected(_ vote: NaiveVote, _ result: ResultCertified.Result, _ event: RecordedEvent) {
    let votes = Dictionary(uniqueKeysWithValues: result.options.map { ($0.option, $0.votes) })
    expect(Set(result.elected.map(\.option)).count == result.elected.count, "elected twice", event)
    expect(Set(result.elected.map(\.seat)).count == result.elected.count, "a seat for two", event)
    for group in vote.called.seats {
      let standing = vote.paper.filter {
        vote.candidacies[$0]?.act.district == group.district && vote.candidacies[$0]?.standing == .admitted
      }
      let own = result.elected.filter { $0.district == group.district && $0.basis != .byRight }
      expect(own.count == min(group.seats.count, standing.count), "seats are left in \(group.district)", event)
      expect(
        own.allSatisfy { standing.contains($0.option) && $0.body == group.body }, "elected without standing", event)
      let least = own.filter { $0.basis != .missingGender }.compactMap { votes[$0.option] }.min() ?? .max
      let others = standing.filter { option in !own.contains { $0.option == option } }
      expect(others.allSatisfy { votes[$0] ?? 0 <= least }, "somebody had more votes", event)
    }
    for winner in result.elected where winner.basis == .byRight || winner.basis == .missingGender {
      expect(votes[winner.option] ?? 0 > 0, "a guarantee without votes", event)
      let isYoung = vote.candidacies[winner.option]?.act.qualities.contains("isYoung") == true
      expect(winner.basis == .missingGender || isYoung, "by right without the quality", event)
    }
  }

  /// Draws the lots again.
  private func checkDraws(_ act: ResultCertified, _ result: ResultCertified.Result, _ event: RecordedEvent) {
    for lot in result.draws {
      guard let root = result.closingRoot else { return expect(false, "a lot without a closing root", event) }
      let hash = SHA256.hash(data: act.beacon + root.bytes + Array(lot.label.utf8))
      let index = hash.reduce(0) { ($0 * 256 + Int($1)) % lot.among.count }
      expect(lot.among == lot.among.sorted() && lot.among[index] == lot.drawn, "another lot \(lot.label)", event)
    }
  }
}
