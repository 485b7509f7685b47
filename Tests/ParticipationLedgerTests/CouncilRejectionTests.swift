import Foundation
import Testing

/// Every code of a rejection is one that a test reaches.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: SourceTree.sources), "the sources are not beside the tests"))
struct CouncilRejectionTests {
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

  @Test(arguments: ["Bodies", "Elections", "Subjects"]) func everyCodeOfTheSourcesIsReached(folder: String) throws {
    let codes = try SourceTree.codes(in: "\(SourceTree.sources)/\(folder)")
    let reached = try SourceTree.words(in: SourceTree.tests, except: "CouncilRejectionTests.swift")
    #expect(codes.count > 10)
    #expect(codes.subtracting(reached).sorted() == [])
  }

  @Test(arguments: ["Bodies", "Elections", "Subjects"]) func everyCodeOfTheSourcesIsDocumented(folder: String) throws {
    let path = "\(SourceTree.sources)/\(folder)"
    let documented = try SourceTree.words(in: path, between: "`")
    #expect(try SourceTree.codes(in: path).subtracting(documented).sorted() == [])
  }

  @Test func everyCodeOfTheRulebookIsInTheSources() throws {
    let codes = try ["Bodies", "Elections", "Subjects"].map { try SourceTree.codes(in: "\(SourceTree.sources)/\($0)") }
    #expect(Self.rulebook.subtracting(codes.reduce(into: []) { $0.formUnion($1) }).sorted() == [])
  }
}

/// The package's files, as text.
private enum SourceTree {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let sources = "\(package)/Sources/ParticipationModel"
  static let tests = "\(package)/Tests"

  /// The codes of the rejections in a folder: literals of capitalised words, as no other text of the sources is.
  static func codes(in folder: String) throws -> Set<String> {
    var codes: Set<String> = []
    for text in try texts(in: folder) {
      let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      codes.formUnion(capitalised(lines.joined(separator: "\n"), "\""))
    }
    return codes
  }

  /// All capitalised words between quotes in the files of a folder.
  static func words(
    in folder: String, between quote: Character = "\"", except file: String? = nil
  ) throws -> Set<String> {
    try texts(in: folder, except: file).reduce(into: []) { $0.formUnion(capitalised($1, quote)) }
  }

  private static func capitalised(_ text: String, _ quote: Character) -> Set<String> {
    let parts = text.split(separator: quote, omittingEmptySubsequences: false).map(String.init)
    return Set(
      parts.filter { $0.count > 3 && $0.first?.isUppercase == true && $0.allSatisfy { $0.isASCII && $0.isLetter } })
  }

  private static func texts(in folder: String, except file: String? = nil) throws -> [String] {
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return try (files?.compactMap { $0 as? URL } ?? []).filter {
      $0.pathExtension == "swift" && $0.lastPathComponent != file
    }.map { try String(contentsOf: $0, encoding: .utf8) }
  }
}
