import EventLedger
import EventModel
import Foundation
import LogAudit
import Testing

/// The file that says as whom each principal may act.
@Suite struct PrincipalsTests {
  private func scopes(_ text: String) throws -> [String: ActorScope] { try Principals.parse(text, "principals") }

  private func actor(_ text: String) -> Actor { Actor(unchecked: text) }

  @Test func aPrincipalMayNameItsActorsAndNoOthers() throws {
    let scope = try #require(
      try scopes("# the registry\nunix:1001 office:registry\toffice:register # two offices\n\n")["unix:1001"])
    #expect(scope.contains(actor("office:registry")) && scope.contains(actor("office:register")))
    #expect(!scope.contains(actor("office:participation")) && !scope.contains(actor("person:ada")))
  }

  @Test func aPrefixStandsForAllWhoBeginSo() throws {
    let scope = try #require(try scopes("token:portal desk:online person:*")["token:portal"])
    #expect(scope.contains(actor("person:ada")) && scope.contains(actor("desk:online")))
    #expect(!scope.contains(actor("office:registry")) && !scope.contains(actor("desk:hall")))
  }

  @Test(arguments: [
    "root office:a", "unix:me office:a", "token: office:a", "unix:1 system:clock", "unix:1 off*",
    "unix:1 a b\nunix:1 c",
    "unix:1 é", "unix:1 *",
  ])
  func aLineThatCannotBeReadIsNamed(_ text: String) {
    let error = #expect(throws: LedgerError.self) { try scopes("\n" + text) }
    #expect(error?.message.contains("principals, line \(text.contains("\n") ? 3 : 2)") == true, "\(text)")
  }

  @Test func aChangedFileIsReadAgainAndAMissingOneNamesNobody() async throws {
    try await withDirectory { directory in
      let path = directory + "/principals"
      let principals = Principals(path)
      #expect(try !principals.scope(of: "unix:1").contains(actor("office:a")))
      try Data("unix:1 office:a\n".utf8).write(to: URL(fileURLWithPath: path))
      #expect(try principals.scope(of: "unix:1").contains(actor("office:a")))
      try Data("unix:1 office:b12\n".utf8).write(to: URL(fileURLWithPath: path))
      #expect(try !principals.scope(of: "unix:1").contains(actor("office:a")))
      #expect(try principals.scope(of: "unix:1").contains(actor("office:b12")))
      #expect(try !principals.scope(of: "unix:2").contains(actor("office:b12")))
    }
  }
}
