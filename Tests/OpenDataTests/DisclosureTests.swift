import EventModel
import Foundation
import OpenData
import ParticipationModel
import Testing

/// The declarations against the acts, the schema and the documentation.
@Suite struct DisclosureTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL

  /// The fields of each message of the schema, in JSON's spelling.
  private func schema() throws -> [String: Set<String>] {
    let folder = Self.root.appendingPathComponent("Sources/ParticipationModel/Schema/albo/v1")
    var messages: [String: Set<String>] = [:]
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where file.pathExtension == "proto" {
      var name = ""
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.first == "message" { name = "albo.v1.\(words[1])" }
        if words.first == "enum" { name = "" }
        guard line.hasPrefix("  "), line.hasSuffix(";"), words.first?.hasPrefix("//") == false,
          let sign = words.firstIndex(of: "="), sign > 0
        else { continue }
        messages[name, default: []].insert(camelCase(words[sign - 1]))
      }
    }
    return messages
  }

  private func camelCase(_ name: Substring) -> String {
    let parts = name.split(separator: "_")
    return parts[0] + parts.dropFirst().map(\.capitalized).joined()
  }

  @Test func everyFieldOfEveryActIsDeclared() throws {
    let schema = try schema()
    #expect(schema["albo.v1.SupportGiven"] == ["proposal", "version", "supporterTag"])
    for type in ActRegistry.albo.types {
      let fields = try #require(OpenDataReference.fields(of: type.shortName), "\(type)")
      #expect(fields == schema[type.description], "\(type)")
    }
  }

  @Test func aCorrectionIsShownIfTheCorrectedFieldIs() throws {
    var known: Set<String> = []
    for case let type as any CityAct.Type in ActRegistry.albo.types.compactMap({ ActRegistry.albo[$0] }) {
      for field in type.clerical {
        let isShown = OpenDataReference.shows(field, of: type.type.shortName)
        #expect(isShown != nil, "\(type.type) \(field)")
        #expect(OpenDataReference.showsCorrections(of: field) == isShown, "\(type.type) \(field)")
        known.insert(field)
      }
    }
    #expect(known.isSuperset(of: ["title", "attendance", "territories"]))
  }

  @Test func theDocumentationHasEveryActAndEveryColumn() throws {
    let file = Self.root.appendingPathComponent("Documentation/OpenData.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for part in [OpenDataReference.acts, OpenDataReference.omissions] {
      #expect(text.contains(part), "Documentation/OpenData.md should have:\n\(part)")
    }
    let tables = OpenDataReference.tables.replacing("## ", with: "### ")
    #expect(text.contains(tables), "Documentation/OpenData.md should have:\n\(tables)")
  }
}
