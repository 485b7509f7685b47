import Foundation
import ParticipationLedger
import ParticipationModel
import Testing

/// Documentation/Queries.md against the queries that the daemon answers.
@Suite struct QueryDocumentationTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Documentation/Queries.md")

  @Test func everyQueryIsDocumentedWithItsParameters() throws {
    var sections: [String: Substring] = [:]
    for section in try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n## ").dropFirst() {
      sections[String(section.prefix { $0 != "\n" })] = section
    }
    for query in QueryCatalogue.albo.queries {
      let section = try #require(sections[query.method], "\(query.method)")
      #expect(section.contains(query.summary), "\(query.method)")
      for line in query.parameterLines { #expect(section.contains("\n\(line)\n"), "\(query.method): \(line)") }
    }
  }
}
