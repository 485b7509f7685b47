import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing

/// The answers of a ledger, against a log told the long way.
extension NaiveCity {
  func compare(with ledger: CityLedger, _ comment: Comment) async throws {
    for (id, election) in elections { try await compare(id, election, ledger, comment) }
    for (id, agreement) in agreements { try await compare(id, agreement, ledger, comment) }
    for (id, entries) in hours { try await compare(id, entries, ledger, comment) }
    for (id, proposal) in proposals {
      let row = try await ledger.ask(ShowProposal(proposal: id)).item
      #expect(row.version == proposal.published.version && row.supports == UInt64(proposal.supporters.count), comment)
      #expect((row.status == .answered) == proposal.isAnswered && (row.answer != nil) == proposal.isAnswered, comment)
      for version in row.supportsByVersion {
        #expect(version.supports == proposal.given[version.version] ?? 0, comment)
      }
      #expect(row.supportsByVersion.map(\.version) == Array(1...proposal.published.version), comment)
    }
  }

  private func compare(
    _ id: ID<Election>, _ election: ElectionCount, _ ledger: CityLedger, _ comment: Comment
  ) async throws {
    let live = UInt64(election.live.count)
    #expect(live == election.cast - election.superseded - election.annulled, comment)
    let state = try #require(try ledger.store.constraint(ElectionState.key(id), as: ElectionState.self), comment)
    #expect(
      [state.cast, state.superseded, state.annulled, state.live]
        == [election.cast, election.superseded, election.annulled, live], comment)
    #expect(state.byDistrict.values.reduce(0, +) == live && state.byChannel.values.reduce(0, +) == live, comment)
    let turnout = try await ledger.ask(ElectionTurnout(election: id))
    #expect(turnout.status == election.status && turnout.voters == live, comment)
    #expect(
      [turnout.ballots.cast, turnout.ballots.superseded, turnout.ballots.annulled, turnout.ballots.live]
        == [election.cast, election.superseded, election.annulled, live], comment)
    for hour in turnout.byHour {
      #expect(hour.voters == UInt64(election.live.values.count { $0.hour == hour.hour?.hour }), comment)
    }
    #expect(turnout.byHour.reduce(0) { $0 + $1.voters } == live, comment)
    for group in turnout.byChannel {
      #expect(group.voters == UInt64(election.live.values.count { $0.channel.description == group.name }), comment)
    }
    for group in turnout.byDistrict {
      #expect(group.voters == UInt64(election.live.values.count { $0.act.district == group.name }), comment)
    }
    try await compareTally(id, election, ledger, comment)
  }

  private func compareTally(
    _ id: ID<Election>, _ election: ElectionCount, _ ledger: CityLedger, _ comment: Comment
  ) async throws {
    guard election.status == .closed || election.status == .certified else {
      let refusal = await #expect(throws: Rejection.self, comment) { try await ledger.ask(ElectionTally(election: id)) }
      #expect(refusal?.code == .sealed, comment)
      return
    }
    let tally = try await ledger.ask(ElectionTally(election: id))
    #expect(tally.voters == UInt64(election.live.count) && tally.status == election.status, comment)
    #expect(
      [tally.ballots.cast, tally.ballots.superseded, tally.ballots.annulled, tally.ballots.live]
        == [election.cast, election.superseded, election.annulled, UInt64(election.live.count)], comment)
    #expect(tally.ballots.blank == UInt64(election.live.values.count { $0.act.options.isEmpty }), comment)
    for option in tally.options {
      let (votes, score) = election.count(option.id)
      #expect(option.votes == votes && option.score == score, "\(id) \(option.id), \(comment)")
    }
  }

  private func compare(
    _ id: ID<Agreement>, _ agreement: AgreementParties, _ ledger: CityLedger, _ comment: Comment
  ) async throws {
    let row = try await ledger.ask(ShowAgreement(agreement: id)).item
    #expect(agreement.isEffective == agreement.isComplete, "\(id), \(comment)")
    #expect(row.version == agreement.opened.version && (row.status == .inForce) == agreement.isComplete, comment)
    #expect(row.versionInForce == agreement.inForce?.version && row.effectiveAt == agreement.inForce?.at, comment)
    for party in row.parties { #expect(party.signedAt == agreement.signed[person(party.party)], comment) }
    #expect(row.parties.count == agreement.opened.parties.count, comment)
  }

  private func compare(
    _ id: ID<Volunteer>, _ entries: [String: Entry], _ ledger: CityLedger, _ comment: Comment
  ) async throws {
    let balance = try await ledger.ask(ShowVolunteer(volunteer: id)).item
    let rows = try await ledger.ask(ListHours(volunteer: id, limit: 1000)).items
    #expect(rows.count == entries.count, comment)
    for row in rows {
      #expect(entries[row.entry]?.status == row.status && entries[row.entry]?.note.minutes == row.minutes, comment)
    }
    func minutes(_ status: HoursItem.Status) -> Int64 {
      entries.values.filter { $0.status == status }.reduce(0) { $0 + $1.note.minutes }
    }
    let standing = entries.values.count { $0.status != .rejected && $0.status != .reversed }
    #expect(balance.entries == UInt64(standing) && balance.pendingMinutes == minutes(.logged), comment)
    #expect(balance.confirmedMinutes == minutes(.confirmed) && balance.disputedMinutes == minutes(.disputed), comment)
  }
}
