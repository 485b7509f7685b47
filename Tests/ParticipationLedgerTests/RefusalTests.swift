import EventModel
import Foundation
import ParticipationModel
import Testing

/// The codes with which acts say that they are refused.
@Suite struct RefusalTests {
  private static let acts = ActRegistry.albo.types.compactMap { ActRegistry.albo[$0] }
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  /// The codes of the rulebook for elections, bodies, organisations with their mandates, and persons.
  private static let rulebook: Set<String> = [
    "DeadlinePassed", "NotLater", "WindowClosed", "UnderAge", "NotResident", "AlreadyCandidate", "CommissionMember",
    "NotCommission", "AlreadyDecided", "ReasonMissing", "NotCandidate", "TooEarly", "UndecidedCandidacies",
    "NoCandidates", "NotOpen", "Late", "NotInRoll", "WrongDistrict", "TooManyPreferences", "SameGenderPreferences",
    "UnknownCandidate", "AlreadyVoted", "PointClosed", "StaleSupersede", "NoMajority", "Certified", "UnknownBallot",
    "AlreadyClosed", "NotClosed", "PendingChallenges", "TallyMismatch", "BeaconMissing", "SignaturesMissing",
    "SeatTaken", "NotElected", "MandateInvalid", "AlreadySeated", "ListExhausted", "NotSeated", "AbsencesNotProven",
    "NoticeTooShort", "NotEntitled", "NotConvened", "NotMember", "SubstituteNotNeeded", "NoQuorum", "NotPresent",
    "VotedTwice", "SecretRequired", "OfficersNotBalanced", "TaxCodeTaken", "NotRepresentative", "MandateLimit",
    "SubDelegation", "Retroactive", "OrgNotLive", "AlreadyEnrolled", "AssuranceTooLow", "AttestorNotCompetent",
    "NotGuardian", "NotMinor",
  ]

  @Test func everyCodeOfTheRulebookIsOneThatAnActIsRefusedWith() {
    let codes = Set(Self.acts.flatMap { $0.refusals }.map(\.description))
    #expect(Self.rulebook.subtracting(codes).sorted() == [])
  }

  @Test func noActSaysACodeTwiceAndEachCodeHasOneRule() {
    for act in Self.acts { #expect(Set(act.refusals).count == act.refusals.count, "\(act.type)") }
    let rules = Dictionary(grouping: Set(Self.acts.flatMap { $0.refusals }), by: \.description)
    for (code, rules) in rules { #expect(rules.count == 1, "\(code)") }
  }

  /// A test names a code as `.alreadyVoted`, or by its text if it arrives as JSON.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: tests.path), "the sources are not beside the tests"))
  func everyCodeIsReachedByATest() throws {
    let files = FileManager.default.enumerator(at: Self.tests, includingPropertiesForKeys: nil)
    var words: Set<Substring> = []
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      if file.lastPathComponent == "RefusalTests.swift" { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      words.formUnion(text.split { !$0.isLetter && $0 != "." && $0 != "\"" }.flatMap { $0.split(separator: ".") })
    }
    let codes = Set(Self.acts.flatMap { $0.refusals }.map(\.description))
    #expect(codes.count > 80)
    let unreached = codes.filter { code in
      !words.contains("\"\(code)\"") && !words.contains(Substring(code.prefix(1).lowercased() + code.dropFirst()))
    }
    #expect(unreached.sorted() == [])
  }
}
