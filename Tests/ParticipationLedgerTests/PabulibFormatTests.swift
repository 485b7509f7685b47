import Imports
import ParticipationLedger
import Testing

@Suite struct PabulibFormatTests {
  @Test func readsMeta() throws {
    let meta = try PabulibFixture.parse(PabulibFixture.text()).contents.meta
    #expect(meta.description == "Municipal PB in Wieliczka")
    #expect(meta.unit == "Wieliczka" && meta.instance == "2020" && meta.subunit == nil)
    #expect(meta.budget == 250_050)
    #expect(meta.voteType == .cumulative && meta.rule == "greedy")
    #expect(meta.begins.description == "2023-09-16" && meta.ends.description == "2023-10-04")
    #expect(meta.minLength == 1 && meta.maxLength == 2)
    #expect(meta.maxSumPoints == 3 && meta.minSumPoints == nil)
  }

  @Test func readsProjectsInOrder() throws {
    let projects = try PabulibFixture.parse(PabulibFixture.text()).contents.projects
    #expect(projects.map(\.id) == ["1", "BO.D12.54/25", "4"])
    #expect(projects.map(\.cost) == [60_000, 80_050, 140_000])
    #expect(projects.map(\.name) == ["Library", "Park; \"Green\"", "Pool"])
    #expect(projects.map(\.votes) == [2, 2, 0] && projects.map(\.score) == [4, 5, 0])
    #expect(projects.map(\.selected) == [.byRule, .notSelected, .bySpecialProvision])
  }

  @Test func readsVotesWithTheirLines() throws {
    let votes = try PabulibFixture.parse(PabulibFixture.text()).votes
    #expect(votes.map(\.line) == [24, 25, 26])
    #expect(votes.map(\.voterID) == ["v1", "v2", "v3"])
    #expect(votes.map(\.options) == [["1", "BO.D12.54/25"], ["1"], ["BO.D12.54/25"]])
    #expect(votes.map(\.points) == [[1, 2], [3], [3]])
    #expect(votes.map(\.channel) == [.internet, .paper, nil])
  }

  @Test func readsTheSameWhateverThePieces() throws {
    let bytes = Array(PabulibFixture.text().replacing("\n", with: "\r\n").utf8)
    let whole = try PabulibFixture.parse(bytes)
    for size in 1...bytes.count {
      let (contents, votes) = try PabulibFixture.parse(bytes, by: size)
      #expect(contents == whole.contents && votes == whole.votes)
    }
  }

  enum Writing: CaseIterable {
    case carriageReturns, byteOrderMark, noLastLineFeed, lastCarriageReturnAlone, spaces

    var text: String {
      let text = PabulibFixture.text()
      switch self {
      case .carriageReturns: return text.replacing("\n", with: "\r\n")
      case .byteOrderMark: return "\u{FEFF}" + text
      case .noLastLineFeed: return String(text.dropLast())
      case .lastCarriageReturnAlone: return text.dropLast() + "\r"
      case .spaces:
        return PabulibFixture.lines.map { $0.contains("\"") ? $0 : $0.replacing(";", with: " ;\t") }
          .joined(separator: " \n")
      }
    }
  }

  @Test(arguments: Writing.allCases)
  func readsOtherWritingsOfTheSame(writing: Writing) throws {
    let plain = try PabulibFixture.parse(PabulibFixture.text())
    let other = try PabulibFixture.parse(writing.text)
    #expect(other.contents == plain.contents && other.votes == plain.votes)
  }

  @Test func skipsBlankLinesButCountsThem() throws {
    let votes = try PabulibFixture.parse("\n" + PabulibFixture.text(replacing: [25: "\n \nv2;1;3;;;"])).votes
    #expect(votes.map(\.line) == [25, 28, 29])
  }

  @Test func keepsALineBreakInAQuotedField() throws {
    let text = PabulibFixture.text(replacing: [19: "1;600;2;4;\"Library\nand café\";1"])
    let (contents, votes) = try PabulibFixture.parse(text)
    #expect(contents.projects[0].name == "Library\nand café")
    #expect(votes.map(\.line) == [25, 26, 27])
  }

  @Test func takesAQuoteInsideAnUnquotedFieldForItself() throws {
    let text = PabulibFixture.text(replacing: [19: "1;600;2;4;The \"old\" library;1"])
    #expect(try PabulibFixture.parse(text).contents.projects[0].name == "The \"old\" library")
  }

  @Test func takesColumnsInAnyOrder() throws {
    let text = PabulibFixture.text(replacing: [
      23: "sex;points;neighborhood;vote;voter_id", 24: "F;1,2;Nord;1,4;v1", 25: "M;3;;1;v2",
      26: ";3;;4;v3",
    ])
    let votes = try PabulibFixture.parse(text).votes
    #expect(votes.map(\.voterID) == ["v1", "v2", "v3"])
    #expect(votes.map(\.options) == [["1", "4"], ["1"], ["4"]])
    #expect(votes.allSatisfy { $0.channel == nil })
  }

  @Test func deliversWhatOnlyTheRulesCanRefuse() throws {
    let text = PabulibFixture.text(replacing: [24: "v2;no,1,1;1,1,9;;;carrier pigeon", 25: "v2;;;;;"])
    let votes = try PabulibFixture.parse(text).votes
    #expect(votes[0].options == ["no", "1", "1"] && votes[0].channel == .other)
    #expect(votes[1].voterID == "v2" && votes[1].options == [] && votes[1].points == [])
  }

  @Test func needsNoPointsUnlessVotesAreCumulative() throws {
    for type in ["approval", "ordinal", "choose-1"] {
      let text = PabulibFixture.text(replacing: [
        10: "vote_type;\(type)", 23: "voter_id;vote", 24: "v1;1", 25: "v2;1", 26: "v3;4",
      ])
      let votes = try PabulibFixture.parse(text).votes
      #expect(votes.allSatisfy { $0.points == nil })
    }
  }

  @Test func takesAColumnThatIsAbsentOrEmptyForUnknown() throws {
    let text = PabulibFixture.text(replacing: [
      18: "project_id;cost;selected", 19: "1;600;", 20: "BO.D12.54/25;800;3", 21: "4;1;1",
    ])
    let projects = try PabulibFixture.parse(text).contents.projects
    #expect(projects.map(\.selected) == [nil, .withAddedFunds, .byRule])
    #expect(projects.allSatisfy { $0.name == nil && $0.votes == nil && $0.score == nil })
  }

  @Test func readsAmountsToTheCent() throws {
    let amounts: [(String, Int64)] = [
      ("0", 0), ("142300", 14_230_000), ("142300.5", 14_230_050), ("142300.05", 14_230_005),
      ("142300.5000", 14_230_050), ("92233720368547758.07", .max),
    ]
    for (text, cents) in amounts {
      let file = PabulibFixture.text(replacing: [9: "budget;\(text)"])
      #expect(try PabulibFixture.parse(file).contents.meta.budget == cents)
    }
  }

  @Test func readsDatesOrYears() {
    #expect(PabulibDate("29.02.2024")?.description == "2024-02-29")
    #expect(PabulibDate("2023")?.description == "2023")
    #expect(PabulibDate("2023")?.month == nil)
    for wrong in [
      "31.06.2021", "29.02.2023", "29.02.1900", "00.01.2023", "1.6.2023", "2023-06-01", "0000", "",
    ] {
      #expect(PabulibDate(wrong) == nil)
    }
  }
}
