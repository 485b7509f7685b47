extension ActDisclosure {
  /// What open data shows of each act, by the last part of its type: one entry per act, with every field.
  ///
  /// For an act that is not here, for instance of a linking program, only type, time and position are exported.
  static let acts: [String: ActDisclosure] = [
    "LedgerOpened": ActDisclosure(
      [
        "origin": .object(.log, as: "log"), "verifierKey": .attribute(.string), "format": .attribute(.integer),
        "salt": .leftOut(.proof),
      ], describes: "origin"),

    // The ledger itself
    "OfficeEmpowered": ActDisclosure(
      ["office": .object(.office, as: "office"), "competences": .data] + times("from", "to")),
    "OfficeRelieved": ActDisclosure(
      ["office": .object(.office, as: "office"), "competences": .data] + times("on")),
    "LedgerRulesSet": ActDisclosure(
      ["rulebook": .attribute(.integer), "lateDays": .attribute(.integer), "offsets": .data] + texts("zone"),
      register: "rules"),
    "TranscriptionOpened": ActDisclosure(
      [
        "transcription": .object(.transcription, as: "transcription"), "categories": .data,
        "operators": .leftOut(.person),
      ] + texts("source", "sourceHash", "method") + times("from", "to", "recordUntil"), describes: "transcription"),
    "TranscriptionChecked": ActDisclosure(
      [
        "transcription": .object(.transcription, as: "transcription"), "count": .attribute(.integer), "upTo": .data,
      ] + texts("root")),

    // Persons, organisations, mandates
    "PersonEnrolled": ActDisclosure(
      leaving(.person, "person", "predicates", "assurance", "attestedBy", "key"), register: "people", isPrivate: true),
    "AttributeAttested": ActDisclosure(
      ["subject": .organisation(as: "subject"), "evidenceHash": .leftOut(.evidence)]
        + leaving(.person, "attribute", "attestor", "supersedes"), register: "people", isPrivate: true),
    "GuardianConsentRecorded": ActDisclosure(
      ["evidenceHash": .leftOut(.evidence)]
        + leaving(.person, "minor", "guardian", "scope", "decision", "validUntil"),
      register: "people", isPrivate: true),
    "OrganisationRegistered": ActDisclosure(
      [
        "organisation": .organisation(as: "organisation"), "statuteHash": .data, "territories": .data,
        "foreignCode": .data,
      ] + texts("name", "taxCode", "legalForm", "runts") + leaving(.person, "representative", "contacts"),
      describes: "organisation"),
    "AttributeWithdrawn": ActDisclosure(
      ["subject": .organisation(as: "subject")] + leaving(.person, "name", "attestedAt", "value", "reason"),
      register: "people", isPrivate: true),
    "OrganisationChanged": ActDisclosure(
      ["organisation": .organisation(as: "organisation"), "evidenceHash": .leftOut(.evidence)]
        + texts("name", "seat", "statuteHash", "runts", "from")
        + leaving(.person, "representative", "supersedesSeat", "supersedesRepresentative")),
    "OrganisationSuspended": ActDisclosure(
      ["organisation": .organisation(as: "organisation")] + texts("reason", "from", "to")),
    "OrganisationReadmitted": ActDisclosure(
      ["organisation": .organisation(as: "organisation")] + texts("reason", "on")),
    "OrganisationStruckOff": ActDisclosure(
      ["organisation": .organisation(as: "organisation")] + texts("reason", "effectiveOn")),
    "MandateGranted": ActDisclosure(
      [
        "organisation": .organisation(as: "organisation"),
        "mandate": .object(.mandate, as: "mandate", within: "organisation"), "delegate": .leftOut(.person),
        "target": .stream(as: "target"), "scopes": .data, "evidenceHash": .leftOut(.evidence),
      ] + texts("kind") + times("validFrom", "validTo"), describes: "mandate"),
    "MandateRevoked": ActDisclosure(
      [
        "organisation": .organisation(as: "organisation"),
        "mandate": .object(.mandate, as: "mandate", within: "organisation"), "effectiveAt": .attribute(.time),
      ] + texts("reason")),

    // Councils and other bodies
    "BodyEstablished": ActDisclosure(
      [
        "body": .object(.body, as: "body"), "termYears": .attribute(.integer), "rulebook": .attribute(.integer),
        "neighbourhoods": .data, "rules": .data,
        "seats.id": .object(.seat, as: "seat", within: "body"), "seats.basis": .data, "seats.constituency": .data,
      ] + texts("title", "kind", "area"), describes: "body"),
    "MemberSeated": ActDisclosure(
      inSeat + [
        "person": .member(as: "member"), "election": .object(.election, as: "election"),
        "organisation": .organisation(as: "designatedBy"),
        "mandate": .object(.mandate, as: "mandate", within: "organisation"), "gender": .leftOut(.person),
      ] + texts("title") + times("from", "to")),
    "MemberCeased": ActDisclosure(
      inSeat + [
        "person": .member(as: "member"), "missed": .data, "noticeHash": .leftOut(.evidence),
      ] + texts("reason") + times("effectiveAt", "noticeSentAt")),
    "SeatOffered": ActDisclosure(
      inSeat + [
        "election": .object(.election, as: "election"), "person": .leftOut(.person), "place": .attribute(.integer),
      ]),
    "SeatDeclined": ActDisclosure(inSeat + ["person": .leftOut(.person), "lapsed": .attribute(.boolean)]),
    "MeetingConvened": ActDisclosure(
      inMeeting + [
        "agenda.id": .object(.agendaItem, as: "agendaItem", within: "body"), "agenda.title": .data,
        "agenda.kind": .data, "agenda.dueBy": .data, "call": .attribute(.integer),
      ] + texts("kind", "urgentReason") + times("scheduledFor"), describes: "meeting"),
    "MeetingHeld": ActDisclosure(
      inMeeting + [
        "attendance.seat": .object(.seat, as: "present", within: "body"), "attendance.substitute": .leftOut(.person),
        "attendance.mandate": .leftOut(.person), "excused": .object(.seat, as: "excused", within: "body"),
        "others": .attribute(.integer), "minutesHash": .attribute(.string), "measures": .data, "quorum": .data,
      ] + times("openedAt", "closedAt")),
    "ResolutionVoted": ActDisclosure(
      inMeeting + [
        "resolution": .object(.resolution, as: "resolution", within: "body"),
        "agendaItem": .object(.agendaItem, as: "agendaItem", within: "body"),
        "votes.seat": .object(.seat, as: "voter", within: "body"), "votes.vote": .data, "secretTally": .data,
        "officers": .object(.seat, as: "officer", within: "body"),
        "castingSeat": .object(.seat, as: "castingVote", within: "body"), "tally": .data,
        "counted": .attribute(.integer), "required": .attribute(.integer),
      ] + texts("kind", "textHash", "outcome")),

    // Elections
    "ElectionCalled": ActDisclosure(
      inElection + [
        "rulebook": .attribute(.integer), "electors": .attribute(.integer), "version": .attribute(.integer),
        "signatures": .attribute(.integer), "options.id": .object(.option, as: "option", within: "election"),
        "options.project": .data, "options.candidate.district": .data, "commission": .leftOut(.person),
        "seats.seats": .object(.seat, as: "seat", within: "body"), "seats.body": .object(.body, as: "body"),
        "seats.district": .data, "options.candidate.person": .leftOut(.person), "amends": .data,
      ] + texts("title") + times("votingFrom", "votingTo", "candidacyFrom", "candidacyTo")
        + copying(
          "ballot", "allocation", "districts", "transcription", "eligibility", "guarantees", "tieBreak", "beacon",
          "pollingPoints", "turnoutNumerator", "turnoutDenominator"), describes: "election"),
    "CandidacyFiled": ActDisclosure(
      inElection + candidacy + ["district": .attribute(.string), "statementHash": .leftOut(.evidence)]
        + leaving(.person, "person", "declarations", "gender", "commitment", "qualities"), describes: "candidacy"),
    "CommissionVoted": ActDisclosure(
      inElection + candidacy + ["ballot": .data, "evidenceHash": .leftOut(.evidence)] + texts("matter")),
    "CandidacyDecided": ActDisclosure(
      inElection + candidacy + ["ageRank": .leftOut(.person)] + texts("outcome", "reason", "minutesHash")),
    "CandidacyWithdrawn": ActDisclosure(inElection + candidacy),
    "VotingOpened": ActDisclosure(
      inElection + [
        "rollCount": .attribute(.integer), "options.id": .object(.option, as: "option", within: "election"),
        "options.project": .data, "options.candidate.district": .data, "options.candidate.person": .leftOut(.person),
      ] + copying("candidateListHash") + leaving(.proof, "keyCommitment", "rollRoot")),
    "BallotCast": ActDisclosure(
      inElection + leaving(.choice, "clear", "sealed", "void") + leaving(.breakdown, "district", "point")
        + leaving(.tag, "voterTag", "supersedes", "rollIndex", "rollProof"), isPrivate: true),
    "BallotChallenged": ActDisclosure(
      inBallot + ["voterTag": .leftOut(.tag), "evidenceHash": .leftOut(.evidence)], isPrivate: true),
    "ChallengeDismissed": ActDisclosure(inBallot + ["decidedBy": .leftOut(.person)] + texts("reason", "minutesHash")),
    "BallotAnnulled": ActDisclosure(
      inBallot + [
        "voterTag": .leftOut(.tag), "evidenceHash": .leftOut(.evidence), "decidedBy": .leftOut(.person),
        "voterReadmitted": .attribute(.boolean),
      ] + texts("ground", "minutesHash")),
    "VotingClosed": ActDisclosure(
      inElection + [
        "cast": .attribute(.integer), "superseded": .attribute(.integer), "annulled": .attribute(.integer),
        "live": .attribute(.integer),
      ] + texts("earlyReason") + leaving(.breakdown, "byDistrict", "byChannel")),
    "ResultCertified": ActDisclosure(
      inElection + [
        "live": .attribute(.integer), "blank": .attribute(.integer), "voidTurnout": .attribute(.boolean),
        "results.option": .object(.option, as: "option", within: "election"), "results.votes": .data,
        "results.score": .data, "results.selected": .data, "results.place": .data, "signedBy": .leftOut(.person),
        "elected.body": .object(.body, as: "body"), "elected.seat": .object(.seat, as: "seat", within: "body"),
        "elected.result": .data, "elected.district": .data, "elected.basis": .data,
      ] + texts("reason", "minutesHash") + copying("decidingTie", "beacon", "supersedes", "closingRoot", "draws")
        + leaving(.tag, "excluded")),

    // Proposals
    "ProposalPublished": ActDisclosure(
      inProposal + [
        "authors": .organisation(as: "author"), "threshold": .attribute(.integer), "version": .attribute(.integer),
        "editorial": .attribute(.boolean), "rulebook": .attribute(.integer),
      ] + texts("title", "kind", "area", "textHash", "admissibility") + times("supportFrom", "supportTo"),
      describes: "proposal"),
    "SupportGiven": ActDisclosure(
      inProposal + ["version": .attribute(.integer), "supporterTag": .leftOut(.tag)], isPrivate: true),
    "ProposalAnswered": ActDisclosure(
      inProposal + ["version": .attribute(.integer), "commitments": .data, "office": .actor]
        + texts("outcome", "reasons")),

    // Agreements
    "AgreementOpened": ActDisclosure(
      inAgreement + [
        "parties.party": .organisation(as: "party"), "parties.required": .data, "version": .attribute(.integer),
        "rulebook": .attribute(.integer),
      ] + texts("title", "kind", "textHash", "place", "termFrom", "termTo"), describes: "agreement"),
    "AgreementSigned": ActDisclosure(
      inAgreement + [
        "version": .attribute(.integer), "party": .organisation(as: "party"), "evidenceHash": .leftOut(.evidence),
      ] + texts("textHash", "method")),
    "AgreementTookEffect": ActDisclosure(
      inAgreement + ["version": .attribute(.integer), "satisfiedBy": .data] + times("from")),

    // Duties and corrections
    "DutyReported": ActDisclosure(
      [
        "stream": .stream(as: "owedIn"), "percent": .attribute(.integer), "cents": .attribute(.integer),
        "reportHash": .leftOut(.evidence),
      ] + texts("duty", "status", "period", "reason")),
    "EntryRectified": ActDisclosure(
      [
        "stream": .stream(as: "corrects"), "target": .data, "previous": .data, "quorum": .data, "value": .correction,
        "was": .correction, "evidenceHash": .leftOut(.evidence),
      ] + texts("field", "reason")),

    // Volunteers
    "HoursLogged": ActDisclosure(
      ["project": .object(.project, as: "project")]
        + leaving(.person, "volunteer", "entry", "start", "end", "breakMinutes", "activity"), register: "volunteers",
      isPrivate: true),
    "HoursReviewed": ActDisclosure(
      texts("outcome") + leaving(.person, "volunteer", "entry", "reason"), register: "volunteers", isPrivate: true),
    "HoursCorrected": ActDisclosure(
      leaving(.person, "volunteer", "entry", "replacement", "reason", "requestedBy"), register: "volunteers",
      isPrivate: true),
  ]

  private typealias Fields = [String: Disclosure]

  private static let inElection: Fields = ["election": .object(.election, as: "election")]
  private static let inProposal: Fields = ["proposal": .object(.proposal, as: "proposal")]
  private static let inAgreement: Fields = ["agreement": .object(.agreement, as: "agreement")]
  private static let candidacy: Fields = ["candidacy": .object(.option, as: "candidacy", within: "election")]
  private static let inBallot: Fields = inElection + ["ballot": .object(.ballot, as: "ballot")]
  private static let inSeat: Fields = [
    "body": .object(.body, as: "body"), "seat": .object(.seat, as: "seat", within: "body"),
  ]
  private static let inMeeting: Fields = [
    "body": .object(.body, as: "body"), "meeting": .object(.meeting, as: "meeting", within: "body"),
  ]

  private static func texts(_ names: String...) -> Fields { all(names, .attribute(.string)) }
  private static func times(_ names: String...) -> Fields { all(names, .attribute(.time)) }
  private static func copying(_ names: String...) -> Fields { all(names, .data) }
  private static func leaving(_ reason: Omission, _ names: String...) -> Fields { all(names, .leftOut(reason)) }

  private static func all(_ names: [String], _ disclosure: Disclosure) -> Fields {
    Dictionary(uniqueKeysWithValues: names.map { ($0, disclosure) })
  }
}

extension [String: Disclosure] {
  /// The entries of both; a field has one disclosure.
  fileprivate static func + (left: Self, right: Self) -> Self { left.merging(right) { first, _ in first } }
}
