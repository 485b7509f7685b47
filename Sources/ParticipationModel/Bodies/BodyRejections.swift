public import EventModel

extension RejectionCode {
  /// What acts of bodies refuse.
  public static let
    unknownBody = RejectionCode("UnknownBody", "a body is established before it acts"),
    alreadyEstablished = RejectionCode(
      "AlreadyEstablished",
      "a body is established once, and its seats and rules stay as they are"),
    unknownSeat = RejectionCode("UnknownSeat", "the seats of a body are those it was established with"),
    seatTaken = RejectionCode("SeatTaken", "a seat has one holder at a time"),
    alreadySeated = RejectionCode("AlreadySeated", "a person has one seat of a body"),
    notSeated = RejectionCode("NotSeated", "who has a seat leaves it, once"),
    notElected = RejectionCode(
      "NotElected",
      "an elective seat goes to whom the certified result gives it, then to the next of the list to whom it is offered"),
    genderMismatch = RejectionCode("GenderMismatch", "a member's gender is the one declared in the candidacy"),
    listExhausted = RejectionCode("ListExhausted", "a seat whose list is exhausted stays vacant"),
    alreadyOffered = RejectionCode("AlreadyOffered", "a seat is offered to one person at a time"),
    termEnded = RejectionCode("TermEnded", "the next of a list takes a seat for the rest of the term"),
    termNotEnded = RejectionCode("TermNotEnded", "a term ends at the end that the seating states"),
    absencesNotProven = RejectionCode(
      "AbsencesNotProven",
      "a member who missed so many sessions in a row without excuse as the body's rules say forfeits the "
        + "seat, after a notice sent in time"),
    mandateNotEnded = RejectionCode(
      "MandateNotEnded",
      "a designated member ceases for this reason if the mandate no longer holds"),
    alreadyConvened = RejectionCode("AlreadyConvened", "a meeting is called once"),
    noSecondCall = RejectionCode("NoSecondCall", "a session has a second call if the body's rules give it a quorum"),
    noticeTooShort = RejectionCode(
      "NoticeTooShort",
      "the notice that the body's rules ask for lies between the call and the meeting"),
    alreadySettled = RejectionCode("AlreadySettled", "an item of an agenda is settled by one resolution"),
    notConvened = RejectionCode("NotConvened", "a meeting is called before it is held"),
    alreadyHeld = RejectionCode("AlreadyHeld", "a meeting is held once"),
    notMember = RejectionCode("NotMember", "the members in office take part"),
    substituteNotNeeded = RejectionCode("SubstituteNotNeeded", "a substitute counts if the member is absent"),
    alreadyResolved = RejectionCode("AlreadyResolved", "a resolution is voted on once"),
    noQuorum = RejectionCode("NoQuorum", "a meeting decides if it had its quorum"),
    unknownAgendaItem = RejectionCode(
      "UnknownAgendaItem",
      "a resolution settles an open item of an agenda that asks for its kind, or none"),
    votedTwice = RejectionCode("VotedTwice", "a seat has one vote"),
    noCastingVote = RejectionCode("NoCastingVote", "a tie rejects"),
    notPresent = RejectionCode("NotPresent", "the members present vote, by themselves or by their substitutes"),
    secretRequired = RejectionCode(
      "SecretRequired",
      "votes on the kinds of resolutions that the body's rules name are secret"),
    rollCallRequired = RejectionCode(
      "RollCallRequired",
      "votes are by name, unless the body's rules name the kind of resolution as secret"),
    officersNotBalanced = RejectionCode(
      "OfficersNotBalanced",
      "officers are as many as the body's rules say, and balanced if they say so")

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
    .officersNotBalanced,
  ]
}
