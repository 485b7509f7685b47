import Imports
import ParticipationLedger
import Testing

/// Each malformed file is refused with its reason, at the line where the record at fault starts.
@Suite struct PabulibMalformedTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let line: Int
    let reason: PabulibError.Reason

    init(_ text: String, _ line: Int, _ reason: PabulibError.Reason) {
      (self.text, self.line, self.reason) = (text, line, reason)
    }

    init(_ changes: [Int: String?], _ line: Int, _ reason: PabulibError.Reason) {
      self.init(PabulibFixture.text(replacing: changes), line, reason)
    }

    var testDescription: String { "\(reason)" }
  }

  private func check(_ malformed: Case) {
    let expected = PabulibError(malformed)
    #expect(throws: expected) { try PabulibFixture.parse(malformed.text) }
  }

  @Test(arguments: [
    Case("", 1, .missingSection(.meta)),
    Case("PROJECTS\n", 1, .missingSection(.meta)),
    Case("project_id;cost\n", 1, .textOutsideSection),
    Case("META\n", 1, .missingHeader(.meta)),
    Case("META\nPROJECTS\n", 2, .missingHeader(.meta)),
    Case("META\nkey\n", 2, .missingColumn("value")),
    Case("META\nkey;value\n", 2, .missingSection(.projects)),
    Case([17: nil, 18: nil, 19: nil, 20: nil, 21: nil], 17, .missingSection(.projects)),
    Case([22: nil, 23: nil, 24: nil, 25: nil, 26: nil], 21, .missingSection(.votes)),
    Case([23: nil, 24: nil, 25: nil, 26: nil], 22, .missingHeader(.votes)),
    Case([3: "META"], 3, .repeatedSection(.meta)),
    Case([22: "META"], 22, .repeatedSection(.meta)),
    Case([22: "PROJECTS"], 22, .repeatedSection(.projects)),
    Case([25: "VOTES"], 25, .repeatedSection(.votes)),
    Case([18: "project_id;votes;score;name;selected;price"], 18, .missingColumn("cost")),
    Case([18: "id;cost;votes;score;name;selected"], 18, .missingColumn("project_id")),
    Case([18: "project_id;cost;votes;score;votes;selected"], 18, .repeatedColumn("votes")),
    Case([23: "voter;vote;points;age;sex;voting_method"], 23, .missingColumn("voter_id")),
    Case([23: "voter_id;votes;points;age;sex;voting_method"], 23, .missingColumn("vote")),
    Case([23: "voter_id;vote;point;age;sex;voting_method"], 23, .missingColumn("points")),
  ])
  func refusesAStructureThatIsNotTheFormats(malformed: Case) { check(malformed) }

  @Test(arguments: [
    Case([5: nil], 16, .missingKey("unit")),
    Case([5: "unit;"], 5, .missingKey("unit")),
    Case([7: nil], 16, .missingKey("num_projects")),
    Case([5: "unit;A\nunit;B"], 6, .repeatedKey("unit")),
    Case([4: "country"], 4, .wrongFieldCount(expected: 2, found: 1)),
    Case([3: "description;one; two"], 3, .wrongFieldCount(expected: 2, found: 3)),
    Case([7: "num_projects;-3"], 7, .invalidNumber(field: "num_projects", text: "-3")),
    Case([7: "num_projects;3.0"], 7, .invalidNumber(field: "num_projects", text: "3.0")),
    Case([9: "budget;2500,50"], 9, .invalidAmount(field: "budget", text: "2500,50")),
    Case([9: "budget;-1"], 9, .invalidAmount(field: "budget", text: "-1")),
    Case([9: "budget;1e6"], 9, .invalidAmount(field: "budget", text: "1e6")),
    Case([9: "budget;1."], 9, .invalidAmount(field: "budget", text: "1.")),
    Case([9: "budget;1.005"], 9, .invalidAmount(field: "budget", text: "1.005")),
    Case(
      [9: "budget;92233720368547758.08"], 9,
      .invalidAmount(field: "budget", text: "92233720368547758.08")),
    Case([10: "vote_type;scoring"], 10, .unsupportedVoteType("scoring")),
    Case([10: "vote_type;Approval"], 10, .unknownVoteType("Approval")),
    Case([12: "date_begin;31.06.2021"], 12, .invalidDate(field: "date_begin", text: "31.06.2021")),
    Case([13: "date_end;15.09.2023"], 13, .datesReversed),
    Case([13: "date_end;2022"], 13, .datesReversed),
    Case([16: "max_sum_points;many"], 16, .invalidNumber(field: "max_sum_points", text: "many")),
    Case([7: "num_projects;4"], 7, .countMismatch(key: "num_projects", stated: 4, found: 3)),
    Case([8: "num_votes;2"], 8, .countMismatch(key: "num_votes", stated: 2, found: 3)),
    Case([26: nil], 8, .countMismatch(key: "num_votes", stated: 3, found: 2)),
  ])
  func refusesWrongMeta(malformed: Case) { check(malformed) }

  @Test(arguments: [
    Case([21: "1;1400;0;0;Pool;2"], 21, .repeatedProject("1")),
    Case([20: ";800;2;5;Park;0"], 20, .emptyField("project_id")),
    Case([20: "2;;2;5;Park;0"], 20, .invalidAmount(field: "cost", text: "")),
    Case([20: "2;-800;2;5;Park;0"], 20, .invalidAmount(field: "cost", text: "-800")),
    Case([20: "2;800.505;2;5;Park;0"], 20, .invalidAmount(field: "cost", text: "800.505")),
    Case([20: "2;800;two;5;Park;0"], 20, .invalidNumber(field: "votes", text: "two")),
    Case([20: "2;800;2;-5;Park;0"], 20, .invalidNumber(field: "score", text: "-5")),
    Case([20: "2;800;2;5;Park;4"], 20, .invalidNumber(field: "selected", text: "4")),
    Case([20: "2;800;2;5;Park;260"], 20, .invalidNumber(field: "selected", text: "260")),
    Case([20: "2;800;2;5;Park"], 20, .wrongFieldCount(expected: 6, found: 5)),
    Case([20: "2;800;2;5;Park; Green;0"], 20, .wrongFieldCount(expected: 6, found: 7)),
  ])
  func refusesAWrongProject(malformed: Case) { check(malformed) }

  @Test(arguments: [
    Case([25: ";1;3;51;M;paper"], 25, .emptyField("voter_id")),
    Case([25: "v2;1;3"], 25, .wrongFieldCount(expected: 6, found: 3)),
    Case([25: "v2;1,4;3;;;"], 25, .pointsMismatch(options: 2, points: 1)),
    Case([25: "v2;1;;;;"], 25, .pointsMismatch(options: 1, points: 0)),
    Case([25: "v2;1,4;3,;;;"], 25, .invalidNumber(field: "points", text: "")),
    Case([25: "v2;1;-3;;;"], 25, .invalidNumber(field: "points", text: "-3")),
    Case([25: "v2;1;4294967296;;;"], 25, .invalidNumber(field: "points", text: "4294967296")),
  ])
  func refusesAWrongVote(malformed: Case) { check(malformed) }

  @Test(arguments: [
    Case([26: "v3;\"1;3;;;\n"], 26, .unterminatedQuote),
    Case([25: "v2;1;3;;\"\n\";paper\nv;\"1\"2;3;;;"], 27, .textAfterQuote),
    Case([25: "v2;1;3;\r;M;paper"], 25, .bareCarriageReturn),
    Case([25: "v2;1;3;" + String(repeating: "x", count: 65_536)], 25, .recordTooLong(limit: 65_536)),
    Case([25: "v2;1;3" + String(repeating: ";", count: 65_536)], 25, .recordTooLong(limit: 65_536)),
  ])
  func refusesWhatIsNotCSV(malformed: Case) { check(malformed) }

  @Test func refusesWhatIsNotUTF8() {
    let text = Array(PabulibFixture.text(replacing: [25: "v2;1;3;@;@;paper"]).utf8)
    // C3 A9 is é, but not when a separator stands between the two.
    for pair: [UInt8] in [[0xFF, 0x41], [0xC3, 0xA9], [0xED, 0xA0]] {
      var replacements = pair.makeIterator()
      let bytes = text.map { $0 == UInt8(ascii: "@") ? replacements.next() ?? $0 : $0 }
      #expect(throws: PabulibError(Case("", 25, .notUTF8))) { try PabulibFixture.parse(bytes) }
    }
  }

  @Test func boundsTheHead() {
    let comment = "comment;" + String(repeating: "x", count: 65_000)
    let text = "META\nkey;value\n" + String(repeating: comment + "\n", count: 130)
    let error = #expect(throws: PabulibError.self) { try PabulibFixture.parse(text) }
    #expect(error?.reason == .headTooLong(limit: PabulibParser.headLimit))
    #expect((125...133).contains(error?.line ?? 0))
  }

  @Test func boundsTheProjects() {
    let rows = (0...PabulibParser.projectLimit).map { "p\($0);1;0;0;;0\n" }.joined()
    let text = PabulibFixture.text(replacing: [19: String(rows.dropLast())])
    check(Case(text, 19 + PabulibParser.projectLimit, .tooManyProjects(limit: PabulibParser.projectLimit)))
  }

  @Test func saysWhereAndWhy() {
    let error = PabulibError(Case("", 25, .pointsMismatch(options: 2, points: 1)))
    #expect(error.description == "test.pb:25: points for 1 projects, but the vote names 2")
  }
}

extension PabulibError {
  fileprivate init(_ malformed: PabulibMalformedTests.Case) {
    self.init(file: "test.pb", line: malformed.line, reason: malformed.reason)
  }
}
