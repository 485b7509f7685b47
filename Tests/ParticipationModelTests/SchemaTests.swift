import EventModel
import Foundation
import ParticipationModel
import Testing

/// The acts against the published schema: names, and which fields are computed.
@Suite struct SchemaTests {
  /// The fields of each message of the schema, in JSON's spelling; those whose comment ends in “computed” apart.
  private struct Message {
    var fields: Set<String> = []
    var computed: Set<String> = []
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources/ParticipationModel/Schema/albo/v1")

  private func schema() throws -> [String: Message] {
    let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
    var messages: [String: Message] = [:]
    for file in files where file.pathExtension == "proto" {
      parse(try String(contentsOf: file, encoding: .utf8), into: &messages)
    }
    return messages
  }

  private func parse(_ text: String, into messages: inout [String: Message]) {
    var (name, comment) = ("", "")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      if words.first == "message" {
        name = "albo.v1.\(words[1])"
        messages[name] = Message()
      } else if words.first == "enum" {
        name = ""
      } else if words.first == "//" {
        comment = String(line)
        continue
      } else if line.hasSuffix(";"), let sign = words.firstIndex(of: "="), !name.isEmpty, line.hasPrefix("  ") {
        let field = camelCase(words[sign - 1])
        messages[name]?.fields.insert(field)
        if comment.hasSuffix("computed") { messages[name]?.computed.insert(field) }
      }
      comment = ""
    }
  }

  private func camelCase(_ name: Substring) -> String {
    let parts = name.split(separator: "_")
    return parts[0] + parts.dropFirst().map(\.capitalized).joined()
  }

  @Test func theSchemaIsUnderstood() throws {
    let schema = try schema()
    #expect(
      schema["albo.v1.BallotCast"]?.fields == [
        "election", "voterTag", "district", "clear", "sealed", "supersedes", "point", "rollIndex", "rollProof", "void",
      ])
    #expect(schema["albo.v1.BallotCast"]?.computed == ["supersedes", "void"])
    #expect(schema.values.reduce(0) { $0 + $1.computed.count } == 42)
  }

  @Test func everyActIsAMessageOfTheSchema() throws {
    let schema = try schema()
    for type in ActRegistry.albo.types { #expect(schema[type.description] != nil, "\(type)") }
  }

  @Test func theDocumentationIsWhatTheActsSayOfThemselves() throws {
    let file = Self.folder.appendingPathComponent("../../../../../Documentation/Acts.md")
    // `albo acts --markdown > Documentation/Acts.md` makes it.
    #expect(try String(contentsOf: file, encoding: .utf8) == ActDocumentation().markdown)
  }

  /// Where a further act of an institution is named, as Documentation/AddingAnAct.md says it.
  @Test func anActIsNamedInAsFewFilesAsItIsSaid() throws {
    let sources = Self.folder.appendingPathComponent("../../../..").standardizedFileURL
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var naming: [String] = []
    for case let file as URL in files ?? .init() where ["swift", "proto"].contains(file.pathExtension) {
      let isNaming = try String(contentsOf: file, encoding: .utf8).contains("HoursCorrected")
      if isNaming { naming.append(file.lastPathComponent) }
    }
    #expect(
      naming.sorted() == [
        "AlboActs.swift", "Disclosure+Acts.swift", "HoursCorrected.swift", "ParticipationActs.swift",
        "VolunteerHoursProjection.swift", "volunteers.proto",
      ])
    let text = try String(
      contentsOf: sources.appendingPathComponent("../Documentation/AddingAnAct.md").standardizedFileURL, encoding: .utf8
    )
    #expect(text.contains("**\(naming.count) files**"))
  }

  @Test func proposedClearsTheComputedFieldsAndNothingElse() throws {
    let schema = try schema()
    var seen: [String: Set<String>] = [:]
    for seed in UInt64(0)..<50 {
      var random = SplitMix64(seed: seed)
      for sample in try RandomActs.all(&random) {
        let type = type(of: sample.act).type.description
        let message = try #require(schema[type])
        var members = try #require(sample.act.json.members)
        #expect(message.fields.isSuperset(of: members.keys), "\(type)")
        for field in message.computed where members.removeValue(forKey: field) != nil {
          seen[type, default: []].insert(field)
        }
        #expect(sample.act.proposed.json == .object(members), "\(type), seed \(seed)")
      }
    }
    for (type, message) in schema where ActRegistry.albo.types.map(\.description).contains(type) {
      #expect(seen[type] ?? [] == message.computed, "\(type)")
    }
  }
}
