import LocalFiles
import Testing

private enum Examples {
  static let folder = Products.packageRoot + "/.build-examples/debug"
  static let areBuilt = Files.exists(folder + "/OwnAct") && Files.exists(folder + "/Audit")
}

/// The examples that are packages of their own: `make examples` builds them, as `make test` does before the tests.
@Suite(.enabled(if: Examples.areBuilt, "make examples builds what is run here"))
struct ExampleTests {
  @Test func aProgramHasAnActAViewAQueryAndAServiceOfItsOwn() throws {
    let place = try TemporaryDirectory()
    let outcome = try Products.run([Examples.folder + "/OwnAct", place.path + "/benches.albo"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.count == 3, "\(outcome.output)")
    #expect(outcome.lines.first?.hasPrefix("RepairedLately: the bench “at-the-pond” was repaired at ") == true)
    #expect(
      outcome.lines.suffix(2) == ["at-the-pond: 1 repair, 45 minutes", "under-the-oak: 1 repair, 30 minutes"])
  }

  @Test func anAuditorsProgramVerifiesAFolder() throws {
    let street = try PublishedStreet()
    let audit = Examples.folder + "/Audit"
    let outcome = try Products.run([audit, street.folder, street.key])
    #expect(outcome.output.hasPrefix("verified: 11 of 11 records, root "), "\(outcome.output)\(outcome.errors)")
    try street.change("tile/entries/000.p/11") { $0[100] ^= 1 }
    let damaged = try Products.run([audit, street.folder, street.key])
    #expect(damaged.status != 0 && damaged.output.hasPrefix("files: "), "\(damaged.output)")
  }

  @Test func anAuditorsProgramHasNoDatabase() throws {
    let objects = try Files.read(Examples.folder + "/Audit.product/Objects.LinkFileList", limit: 16 << 20)
    let list = String(decoding: objects, as: UTF8.self)
    #expect(list.contains("LogAudit.build/") && !list.contains("LMDB.build/") && !list.contains("EventLedger.build/"))
    let libraries = try Products.run(["/usr/bin/ldd", Examples.folder + "/Audit"])
    #expect(libraries.status == 0 && !libraries.output.contains("lmdb"), "\(libraries.output)")
  }
}
