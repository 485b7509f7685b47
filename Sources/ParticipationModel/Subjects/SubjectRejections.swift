public import EventModel

extension RejectionCode {
  /// What acts on persons, organisations and mandates refuse.
  public static let
    attestorNotCompetent = RejectionCode(
      "AttestorNotCompetent",
      "what is attested of a subject is attested by an office, and competences by the subject itself"),
    alreadyEnrolled = RejectionCode("AlreadyEnrolled", "a pseudonym is used once, and a key is one person's"),
    assuranceTooLow = RejectionCode(
      "AssuranceTooLow",
      "attributes are attested of persons who were identified with substantial assurance or higher"),
    alreadyAttested = RejectionCode("AlreadyAttested", "a value is attested once for a day"),
    notGuardian = RejectionCode("NotGuardian", "an attested guardian consents, in person or through an office"),
    notMinor = RejectionCode("NotMinor", "a guardian's consent ends when the minor is 18"),
    consentLive = RejectionCode("ConsentLive", "there is one consent at a time for one purpose"),
    noLiveConsent = RejectionCode("NoLiveConsent", "a consent that holds can be taken back"),
    alreadyRegistered = RejectionCode("AlreadyRegistered", "the id of an organisation is used once"),
    taxCodeTaken = RejectionCode("TaxCodeTaken", "a tax code is one live organisation's"),
    notRepresentative = RejectionCode(
      "NotRepresentative",
      "mandates are given and taken back by the representative of the organisation"),
    subDelegation = RejectionCode(
      "SubDelegation",
      "a delegate does not give the mandate on: the representative grants mandates"),
    alreadyGranted = RejectionCode("AlreadyGranted", "the id of a mandate is used once"),
    mandateLimit = RejectionCode(
      "MandateLimit",
      "an organisation has one effective delegate and one substitute at a time for a target, and a person "
        + "is the effective delegate of one organisation there")

  /// All of them.
  package static let subjectRejections: [RejectionCode] = [
    .attestorNotCompetent,
    .alreadyEnrolled,
    .assuranceTooLow,
    .alreadyAttested,
    .notGuardian,
    .notMinor,
    .consentLive,
    .noLiveConsent,
    .alreadyRegistered,
    .taxCodeTaken,
    .notRepresentative,
    .subDelegation,
    .alreadyGranted,
    .mandateLimit,
  ]
}
