import Bytes
import Crypto
import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing

/// One human, one pseudonym: what the register beside the vault remembers.
@Suite struct IdentityRegisterTests {
  private func file(_ ledger: TestLedger) -> String { "\(ledger.path)/vault/identities" }

  private func text(_ ledger: TestLedger) throws -> String {
    String(decoding: try Files.read(file(ledger)), as: UTF8.self)
  }

  /// Claims for good.
  private func enrol(_ register: IdentityRegister, _ code: String, _ person: String) throws {
    let tag = try register.tag(of: code)
    try register.claim(tag, for: person)
    register.keep(tag)
  }

  private func expectTaken(
    _ kind: IdentityTaken.Kind, _ person: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) {
    let taken = #expect(throws: IdentityTaken.self, sourceLocation: sourceLocation) { try body() }
    #expect(taken?.kind == kind && taken?.person == person, sourceLocation: sourceLocation)
    #expect(taken?.description.contains(person) == true, sourceLocation: sourceLocation)
  }

  @Test func aTagIsTheCodeUnderTheKeyOfTheLedger() async throws {
    try await TestLedger.with { ledger in
      let tag = try ledger.store.identities.tag(of: "CODE")
      let key = try Files.read("\(ledger.path)/keys/identity.key")
      #expect(key.count == 32)
      #expect(tag.bytes == Array(HMAC<SHA256>.authenticationCode(for: Array("CODE".utf8), using: .init(data: key))))
      #expect(try ledger.store.identities.tag(of: "CODE") == tag && ledger.store.identities.tag(of: "OTHER") != tag)
      try await ledger.reopen()
      #expect(try ledger.store.identities.tag(of: "CODE") == tag)
      let foreign = try await TestLedger.with { try $0.store.identities.tag(of: "CODE") }
      #expect(foreign != tag)
    }
  }

  @Test func aHumanHasOnePseudonymAndAPseudonymOneHuman() async throws {
    try await TestLedger.with { ledger in
      for _ in 0..<2 {
        let register = ledger.store.identities
        try enrol(register, "A", "p-1")
        expectTaken(.human, "p-1") { try enrol(register, "A", "p-2") }
        expectTaken(.pseudonym, "p-1") { try enrol(register, "B", "p-1") }
        #expect(try register.person(of: register.tag(of: "A")) == "p-1")
        #expect(try register.person(of: register.tag(of: "B")) == nil)
        try await ledger.reopen()
      }
      let tag = Hex.text(try ledger.store.identities.tag(of: "A").bytes)
      #expect(try text(ledger) == "\(tag) p-1\n")
    }
  }

  @Test func aReleasedClaimIsNone() async throws {
    try await TestLedger.with { ledger in
      var register = ledger.store.identities
      let tag = try register.tag(of: "A")
      try register.claim(tag, for: "p-1")
      try register.release(tag)
      #expect(try register.person(of: tag) == nil)
      try enrol(register, "B", "p-1")
      try await ledger.reopen()
      register = ledger.store.identities
      #expect(try register.person(of: tag) == nil && register.person(of: register.tag(of: "B")) == "p-1")
      try enrol(register, "A", "p-2")
      #expect(
        try text(ledger).split(separator: "\n").map { $0.split(separator: " ")[1] } == ["p-1", "-", "p-1", "p-2"])
    }
  }

  /// Two enrolments of the same human under the same pseudonym, in every order in which they can end.
  @Test func aClaimStaysAsLongAsAnEnrolmentNeedsIt() async throws {
    try await TestLedger.with { ledger in
      let register = ledger.store.identities
      for (number, kept) in [[true, true], [true, false], [false, true], [false, false]].enumerated() {
        let tag = try register.tag(of: "\(number)")
        try register.claim(tag, for: "p-\(number)")
        try register.claim(tag, for: "p-\(number)")
        for (end, isKept) in kept.enumerated() {
          if isKept { register.keep(tag) } else { try register.release(tag) }
          if end == 0 { #expect(try register.person(of: tag) == "p-\(number)", "\(kept)") }
        }
        #expect(try register.person(of: tag) == (kept.contains(true) ? "p-\(number)" : nil), "\(kept)")
      }
    }
  }

  @Test func aClaimOfAnEarlierProcessIsNotReleased() async throws {
    try await TestLedger.with { ledger in
      let tag = try ledger.store.identities.tag(of: "A")
      // The process dies here.
      try ledger.store.identities.claim(tag, for: "p-1")
      try await ledger.reopen()
      expectTaken(.human, "p-1") { try ledger.store.identities.claim(tag, for: "p-2") }
      try ledger.store.identities.claim(tag, for: "p-1")
      try ledger.store.identities.release(tag)
      #expect(try ledger.store.identities.person(of: tag) == "p-1")
    }
  }

  @Test func aTornLineIsOverwritten() async throws {
    try await TestLedger.with { ledger in
      try enrol(ledger.store.identities, "A", "p-1")
      let whole = try text(ledger)
      let line = "\(Hex.text(try ledger.store.identities.tag(of: "B").bytes)) p-2\n"
      for count in 1..<line.utf8.count {
        try Files.write(Array((whole + line.prefix(count)).utf8), to: file(ledger))
        try await ledger.reopen()
        let register = ledger.store.identities
        #expect(try register.person(of: register.tag(of: "A")) == "p-1")
        #expect(try register.person(of: register.tag(of: "B")) == nil, "\(count) bytes")
        if count % 20 == 0 {
          try enrol(register, "B", "p-3")
          #expect(try text(ledger) == whole + line.replacing("p-2", with: "p-3"), "\(count) bytes")
        }
      }
    }
  }

  @Test(arguments: ["\n", "p-1\n", "00 p-1\n", "TAG\n", "TAG \n", "TAG p-1 x\n", "xAG p-1\n", "TAG p-1\n\n"])
  func aLineThatIsNoneIsDamage(line: String) async throws {
    try await TestLedger.with { ledger in
      let tag = String(repeating: "a", count: 64)
      try Files.write(Array(line.replacing("TAG", with: tag).utf8), to: file(ledger))
      await expect(.damaged) { try ledger.store.identities.tag(of: "A") }
    }
  }

  @Test func withoutItsKeyNobodyIsEnrolled() async throws {
    try await TestLedger.with { ledger in
      let key = "\(ledger.path)/keys/identity.key"
      try enrol(ledger.store.identities, "A", "p-1")
      unlink(key)
      try await ledger.reopen()
      await expect(.identityKeyMissing) { try ledger.store.identities.tag(of: "A") }
      #expect(!Files.exists(key))
      try Files.write([1, 2, 3], to: key)
      await expect(.damaged) { try ledger.store.identities.tag(of: "A") }
    }
  }

  @Test func readersDoNotAsk() async throws {
    try await TestLedger.with { ledger in
      try await ledger.reopen(.reader)
      await expect(.readOnly) { try ledger.store.identities.tag(of: "A") }
      #expect(!Files.exists("\(ledger.path)/keys/identity.key"))
    }
  }

  @Test func onlyTheOwnerReadsThem() async throws {
    try await TestLedger.with { ledger in
      try enrol(ledger.store.identities, "A", "p-1")
      for path in [file(ledger), "\(ledger.path)/keys/identity.key"] {
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600, "\(path)")
      }
    }
  }

  @Test(arguments: ["", "-", "p 1", "p\n1", "P"]) func aPseudonymIsAnID(person: String) async throws {
    try await TestLedger.with { ledger in
      let register = ledger.store.identities
      #expect(throws: InvalidAct.self) { try register.claim(register.tag(of: "A"), for: person) }
      #expect(!Files.exists(file(ledger)))
    }
  }

  @Test func oneOfManySimultaneousClaimsHolds() async throws {
    try await TestLedger.with { ledger in
      let register = ledger.store.identities
      let tag = try register.tag(of: "A")
      let made = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask { (try? register.claim(tag, for: "p-\(number)")) != nil }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(made == 1)
      #expect(try text(ledger).split(separator: "\n").count == 1)
    }
  }
}
