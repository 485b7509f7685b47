public import EventModel

extension RejectionCode {
  /// What acts of bodies refuse.
  public static let
    unknownBody = RejectionCode("UnknownBody", "a body must be established before it can act"),
    alreadyEstablished = RejectionCode(
      "AlreadyEstablished",
      "a body is established only once; its seats and rules do not change afterwards"),
    unknownSeat = RejectionCode("UnknownSeat", "the seats of a body are those it was established with"),
    seatTaken = RejectionCode("SeatTaken", "a seat has only one holder at a time"),
    alreadySeated = RejectionCode("AlreadySeated", "a person holds at most one seat of a body"),
    notSeated = RejectionCode("NotSeated", "only whoever holds a seat can leave it, and only once"),
    notElected = RejectionCode(
      "NotElected",
      "an elective seat goes to whoever the certified result gives it to, and after that to the next "
        + "person on the list, to whom it is offered"),
    genderMismatch = RejectionCode("GenderMismatch", "a member's gender must be the one declared in the candidacy"),
    listExhausted = RejectionCode("ListExhausted", "a seat whose list is exhausted stays vacant"),
    alreadyOffered = RejectionCode("AlreadyOffered", "a seat is offered to only one person at a time"),
    termEnded = RejectionCode("TermEnded", "the next person on a list takes a seat only for the rest of the term"),
    termNotEnded = RejectionCode("TermNotEnded", "a term ends when the seating says that it ends"),
    absencesNotProven = RejectionCode(
      "AbsencesNotProven",
      "a member forfeits the seat after missing as many sessions in a row without excuse as the body's "
        + "rules say, if a notice was sent in time"),
    mandateNotEnded = RejectionCode(
      "MandateNotEnded",
      "a designated member ceases for this reason only if the mandate no longer holds"),
    alreadyConvened = RejectionCode("AlreadyConvened", "a meeting is called only once"),
    noSecondCall = RejectionCode(
      "NoSecondCall",
      "a session has a second call only if the body's rules give a quorum for it"),
    noticeTooShort = RejectionCode(
      "NoticeTooShort",
      "a meeting must be called as long in advance as the body's rules say"),
    alreadySettled = RejectionCode("AlreadySettled", "an agenda item is settled by only one resolution"),
    notConvened = RejectionCode("NotConvened", "a meeting must be called before it is held"),
    alreadyHeld = RejectionCode("AlreadyHeld", "a meeting is held only once"),
    notMember = RejectionCode("NotMember", "only members in office take part"),
    substituteNotNeeded = RejectionCode("SubstituteNotNeeded", "a substitute counts only if the member is absent"),
    alreadyResolved = RejectionCode("AlreadyResolved", "a resolution is voted on only once"),
    noQuorum = RejectionCode("NoQuorum", "a meeting can decide only if it had its quorum"),
    unknownAgendaItem = RejectionCode(
      "UnknownAgendaItem",
      "a resolution can settle only an open agenda item that asks for its kind of resolution, or for none"),
    votedTwice = RejectionCode("VotedTwice", "each seat has one vote"),
    noCastingVote = RejectionCode("NoCastingVote", "a tie rejects unless the body's rules provide for a casting vote"),
    notPresent = RejectionCode("NotPresent", "only members who were present, in person or through a substitute, vote"),
    secretRequired = RejectionCode(
      "SecretRequired",
      "votes on the kinds of resolution that the body's rules list are secret"),
    rollCallRequired = RejectionCode(
      "RollCallRequired",
      "votes are by name unless the body's rules list the kind of resolution as secret"),
    minutesApproved = RejectionCode(
      "MinutesApproved",
      "attendance and minutes are corrected only until a later session of the body, which approves them"),
    officersNotBalanced = RejectionCode(
      "OfficersNotBalanced",
      "there must be as many officers as the body's rules say, balanced by gender if the rules say so")

  /// All of them.
  package static let bodyRejections: [RejectionCode] = [
    .unknownBody,
    .alreadyEstablished,
    .unknownSeat,
    .seatTaken,
    .alreadySeated,
    .notSeated,
    .notElected,
    .genderMismatch,
    .listExhausted,
    .alreadyOffered,
    .termEnded,
    .termNotEnded,
    .absencesNotProven,
    .mandateNotEnded,
    .alreadyConvened,
    .noSecondCall,
    .noticeTooShort,
    .alreadySettled,
    .notConvened,
    .alreadyHeld,
    .notMember,
    .substituteNotNeeded,
    .alreadyResolved,
    .noQuorum,
    .unknownAgendaItem,
    .votedTwice,
    .noCastingVote,
    .notPresent,
    .secretRequired,
    .rollCallRequired,
    .minutesApproved,
    .officersNotBalanced,
  ]
}
