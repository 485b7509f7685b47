import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// Every query that reads a view, about the names that the random histories use.
struct AsOfQuestions {
  let ledger: CityLedger
  /// The day for the queries that otherwise speak of now, and for those that are asked for a day too.
  let day: CivilDate

  /// What is answered or refused, as JSON, by question.
  func answers(at size: LogSize? = nil) async throws -> [String: String] {
    var answers: [String: String] = [:]
    // Those that read the same views stand together, since few views are kept.
    for question in lists(size) + elections(size) + tallies(size) + bodies(size) + members(size) + others(size) {
      let (name, answer) = try await answer(question)
      answers[name] = answer
    }
    return answers
  }

  private func answer<Question: AnsweredQuery>(_ question: Question) async throws -> (name: String, answer: String) {
    // Named without the size, to compare by.
    let asked = JSONValue.object(question.json.members?.filter { $0.key != "at" } ?? [:])
    let name = "\(Question.method) \(String(decoding: try JSONText.encode(asked), as: UTF8.self))"
    do {
      return (name, String(decoding: try JSONText.encode(try await ledger.ask(question)), as: UTF8.self))
    } catch let refusal as Rejection {
      return (name, refusal.description)
    }
  }

  private func lists(_ at: LogSize?) -> [any AnsweredQuery] {
    let pages: [[any AnsweredQuery]] = [2, 1000].map { limit in
      [
        ListElections(limit: limit, at: at), ListBodies(limit: limit, at: at), ListProposals(limit: limit, at: at),
        ListAgreements(limit: limit, at: at), ListVolunteers(limit: limit, at: at),
        ListOrganisations(limit: limit, at: at), ListOpinions(on: day, limit: limit, at: at),
      ]
    }
    return pages.flatMap(\.self) + [
      ListElections(on: day, at: at), ListBodies(on: day, at: at), ListProposals(on: day, at: at),
      ListAgreements(on: day, at: at), ListOrganisations(on: day, at: at),
      ListVolunteers(on: day, at: at), ListDuties(on: day, at: at), ListOffices(at: at),
      ListTranscriptions(on: day, at: at),
    ]
  }

  private static let elections = (0...9).map { named("e\($0)") as ID<Election> }

  private func elections(_ at: LogSize?) -> [any AnsweredQuery] {
    let shown: [any AnsweredQuery] = Self.elections.map { ShowElection(election: $0, at: at) }
    let turnout: [any AnsweredQuery] = Self.elections.map { ElectionTurnout(election: $0, at: at) }
    let candidates: [any AnsweredQuery] = Self.elections.map { ListCandidacies(election: $0, limit: 1000, at: at) }
    let then: [any AnsweredQuery] = Self.elections.map { ListCandidacies(election: $0, on: day, at: at) }
    return shown + turnout + candidates + then
  }

  private func tallies(_ at: LogSize?) -> [any AnsweredQuery] {
    Self.elections.flatMap { election -> [any AnsweredQuery] in
      [
        ElectionTally(election: election, at: at), ElectionTally(election: election, district: "Nord", at: at),
        ElectionRounds(election: election, at: at), ExplainElection(election: election, limit: 1000, at: at),
        ExplainElection(election: election, option: "a", at: at),
        ExplainElection(election: election, option: "c1", at: at),
      ]
    }
  }

  private static let seats = ["n1", "n2", "s1", "r1", "d1"].map { named($0) as ID<Seat> }

  private func bodies(_ at: LogSize?) -> [any AnsweredQuery] {
    let shown: [any AnsweredQuery] = RandomCouncil.bodies.map { ShowBody(body: $0, at: at) }
    let attendance: [any AnsweredQuery] = RandomCouncil.bodies.map { BodyAttendance(body: $0, limit: 1000, at: at) }
    let votes = RandomCouncil.bodies.flatMap { body -> [any AnsweredQuery] in
      [
        ListResolutions(body: body, limit: 1000, at: at), ListResolutions(body: body, on: day, at: at),
        BodyAttendance(body: body, on: day, at: at),
      ]
    }
    let meetings = RandomCouncil.bodies.flatMap { body -> [any AnsweredQuery] in
      [ListMeetings(body: body, limit: 1000, at: at), ListMeetings(body: body, limit: 1000, on: day, at: at)]
        + (0...9).map { MeetingQuorum(body: body, meeting: named("t\($0)"), at: at) }
    }
    return shown + attendance + votes + meetings
  }

  private func members(_ at: LogSize?) -> [any AnsweredQuery] {
    RandomCouncil.bodies.flatMap { body -> [any AnsweredQuery] in
      [BodyComposition(body: body, on: day, at: at)]
        + Self.seats.map { WhyMember(body: body, seat: $0, on: day, at: at) }
    }
  }

  private func others(_ at: LogSize?) -> [any AnsweredQuery] {
    let proposals: [any AnsweredQuery] = (0...8).map { ShowProposal(proposal: named("p\($0)"), at: at) }
    let agreements = (0...3).flatMap { number -> [any AnsweredQuery] in
      let id: ID<Agreement> = named("a\(number)")
      return [ShowAgreement(agreement: id, at: at), ShowAgreement(agreement: id, on: day, at: at)]
    }
    let volunteers = (0...3).flatMap { number -> [any AnsweredQuery] in
      let id: ID<Volunteer> = named("v\(number)")
      return [
        ShowVolunteer(volunteer: id, at: at), ListHours(volunteer: id, limit: 1000, at: at),
        ShowVolunteer(volunteer: id, on: day, at: at), ListHours(volunteer: id, on: day, at: at),
      ]
    }
    let organisations = RandomCouncil.organisations.flatMap { name -> [any AnsweredQuery] in
      let id: ID<Organisation> = named(name)
      return [
        ShowOrganisation(organisation: id, at: at), ShowOrganisation(organisation: id, on: day, at: at),
        OrganisationSignatories(organisation: id, on: day, at: at),
      ]
    }
    let people: [any AnsweredQuery] = RandomCouncil.people.map { ShowPerson(person: named($0), at: at) }
    return proposals + agreements + volunteers + organisations + people
  }
}
