public import EventModel

extension RejectionCode {
  /// What acts of volunteers refuse.
  public static let
    unknownEntry = RejectionCode("UnknownEntry", "an entry is logged before it is reviewed or corrected"),
    duplicateEntry = RejectionCode("DuplicateEntry", "the id of an entry is used once"),
    overlap = RejectionCode("Overlap", "no two live entries of a volunteer overlap"),
    alreadyReviewed = RejectionCode("AlreadyReviewed", "a review is final unless it disputes"),
    selfReview = RejectionCode("SelfReview", "who logs hours does not review them"),
    alreadyReversed = RejectionCode("AlreadyReversed", "an entry is reversed once"),
    sameApprover = RejectionCode("SameApprover", "who asks for a correction does not approve it")

  /// All of them.
  package static let volunteerRejections: [RejectionCode] = [
    .unknownEntry,
    .duplicateEntry,
    .overlap,
    .alreadyReviewed,
    .selfReview,
    .alreadyReversed,
    .sameApprover,
  ]
}
