import Imports
import ParticipationLedger
import ParticipationModel
import Testing

/// Votes that cities held, as pabulib.org publishes them.
@Suite(.enabled(if: SharedData.isPresent, SharedData.hint))
struct PabulibRealFilesTests {
  static let paths = SharedData.files(withExtension: "pb", inSetsNamed: "pb-")

  private struct Count {
    var votes: UInt64 = 0
    var score: UInt64 = 0
  }

  private func read(_ path: String) throws -> (file: PabulibFile, counts: [String: Count]) {
    var counts: [String: Count] = [:]
    let file = try PabulibReader(path: path).read { vote in
      for (index, option) in vote.options.enumerated() {
        counts[option, default: Count()].votes += 1
        counts[option, default: Count()].score += UInt64(vote.points?[index] ?? 0)
      }
    }
    return (file, counts)
  }

  @Test func thereAreTwentySeven() {
    #expect(Self.paths.count == 27)
  }

  @Test(arguments: paths)
  func recountsToTheCitysTotals(path: String) throws {
    let (file, counts) = try read(path)
    #expect(file.projects.count == file.meta.projectCount && file.voteCount == file.meta.voteCount)
    #expect(Set(counts.keys).isSubset(of: file.projects.map(\.id)))
    for project in file.projects {
      #expect(project.votes == counts[project.id]?.votes ?? 0)
      if let score = project.score { #expect(score == counts[project.id]?.score ?? 0) }
    }
  }

  @Test(arguments: paths)
  func allocatesAsTheCityDid(path: String) throws {
    let file = try PabulibReader(path: path).inspect()
    guard file.meta.rule.hasPrefix("greedy") else {
      #expect(file.meta.rule == "equalshares/add1")
      return
    }
    let options = file.projects.map {
      AllocationOption(id: $0.id, votes: $0.votes ?? 0, score: $0.score ?? 0, cost: $0.cost)
    }
    let measure: AllocationMeasure = file.meta.voteType == .approval ? .votes : .score
    let rule = AllocationRule.greedy(
      budget: file.meta.budget, measure: measure, skips: true, threshold: file.meta.minProjectScoreThreshold)
    let allocation = try rule.allocate(options)
    let chosen = file.projects.filter { $0.selected == .byRule }
    #expect(Set(allocation.selected.map(\.id)) == Set(chosen.map(\.id)))
    #expect(allocation.moneyLeft == file.meta.budget - chosen.map(\.cost).reduce(0, +))
  }
}
