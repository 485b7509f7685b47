import EventLedger
import EventModel
import LocalFiles
import Testing

/// What the README shows is run, so that it stays true.
@Suite struct ReadmeTests {
  private static let readme: String = {
    let bytes = (try? Files.read(Products.packageRoot + "/README.md")) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }()

  private static func block(_ language: String) -> String {
    let parts = readme.split(separator: "```\(language)\n", maxSplits: 1)
    return parts.count < 2 ? "" : String(parts[1].split(separator: "\n```", maxSplits: 1)[0])
  }

  @Test func isAtMost150Lines() {
    #expect(Self.readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
  }

  @Test func theProgramIsTheExample() throws {
    let example = try Files.read(Products.packageRoot + "/Examples/City/CityExample.swift")
    #expect(Self.block("swift") + "\n" == String(decoding: example, as: UTF8.self))
  }

  @Test func theProgramRuns() throws {
    let place = try TemporaryDirectory()
    let outcome = try Products.run([Products.directory + "/CityExample", place.path + "/example.albo"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines == ["swing: 1", "slide: 2 ✓", "the first ballot is at position 3 of a log of size 4"])
  }

  @Test func theSessionRuns() throws {
    let place = try TemporaryDirectory()
    let commands = Self.block("console").split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }
    #expect(commands.count >= 10)
    let script =
      ["set -eu", "cd \(place.path)", "PATH=\(Products.directory):$PATH"]
      + ["cp \(Products.packageRoot)/Examples/street.pb ."] + commands.map(String.init)
    let outcome = try Products.run(["/bin/bash", "-o", "pipefail", "-c", script.joined(separator: "\n")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let digests = outcome.output.matches(of: #/[0-9a-f]{64}/#).map { String($0.output) }
    #expect(digests.count == 2 && digests[0] == digests[1], "sha256sum reproduces the digest")
    #expect(outcome.output.contains("verified: 11 records"))
  }
}
