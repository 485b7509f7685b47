public import EventModel

extension RejectionCode {
  /// What acts on persons, organisations and mandates refuse.
  public static let
    attestorNotCompetent = RejectionCode(
      "AttestorNotCompetent",
      "an office attests attributes, except competences, which the subject itself attests"),
    alreadyEnrolled = RejectionCode(
      "AlreadyEnrolled",
      "a pseudonym can be used only once, a key belongs to one person, and a human has one pseudonym"),
    identityMissing = RejectionCode(
      "IdentityMissing",
      "once a person was enrolled with a commitment to an identity, each later one is, or is transcribed: use "
        + "“albo people enrol”"),
    assuranceTooLow = RejectionCode(
      "AssuranceTooLow",
      "attributes can be attested only of persons who were identified with substantial assurance or higher"),
    unknownAttribute = RejectionCode(
      "UnknownAttribute",
      "only what was attested, and is not taken back already, can be taken back"),
    alreadyAttested = RejectionCode("AlreadyAttested", "a value can be attested only once for a day"),
    notGuardian = RejectionCode("NotGuardian", "only an attested guardian can consent, in person or through an office"),
    notMinor = RejectionCode("NotMinor", "a guardian's consent ends when the minor is 18"),
    consentLive = RejectionCode("ConsentLive", "there can be only one consent at a time for one purpose"),
    noLiveConsent = RejectionCode("NoLiveConsent", "only a consent that holds can be taken back"),
    alreadyRegistered = RejectionCode("AlreadyRegistered", "the id of an organisation can be used only once"),
    taxCodeTaken = RejectionCode(
      "TaxCodeTaken", "a tax code or a foreign code belongs to only one live organisation"),
    notRepresentative = RejectionCode(
      "NotRepresentative",
      "only the organisation's representative grants mandates and takes them back"),
    subDelegation = RejectionCode(
      "SubDelegation",
      "a delegate cannot pass the mandate on: only the representative grants mandates"),
    alreadyGranted = RejectionCode("AlreadyGranted", "the id of a mandate can be used only once"),
    mandateLimit = RejectionCode(
      "MandateLimit",
      "at any one time, an organisation has only one effective delegate and one substitute for a target, "
        + "and a person is the effective delegate of only one organisation for it")

  /// All of them.
  package static let subjectRejections: [RejectionCode] = [
    .attestorNotCompetent,
    .alreadyEnrolled,
    .identityMissing,
    .assuranceTooLow,
    .unknownAttribute,
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
