public import EventModel

extension RejectionCode {
  /// What acts of volunteers refuse.
  public static let
    unknownEntry = RejectionCode("UnknownEntry", "an entry must be logged before it can be reviewed or corrected"),
    duplicateEntry = RejectionCode("DuplicateEntry", "the id of an entry can be used only once"),
    overlap = RejectionCode("Overlap", "two live entries of a volunteer may not overlap"),
    alreadyReviewed = RejectionCode("AlreadyReviewed", "a review is final unless it disputes the entry"),
    selfReview = RejectionCode("SelfReview", "hours may not be reviewed by whoever logged them"),
    alreadyReversed = RejectionCode("AlreadyReversed", "an entry can be reversed only once"),
    sameApprover = RejectionCode(
      "SameApprover", "a correction may not be approved by whoever asked for it, or logged the hours")

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
