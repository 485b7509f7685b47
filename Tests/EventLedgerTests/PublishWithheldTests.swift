import EventLedger
import EventModel
import LocalFiles
import Testing
import TransparencyLog

/// Entries that may not be read yet.
@Suite struct PublishWithheldTests {
  private func ballots(_ count: Int, _ ledger: inout TestLedger) async throws {
    let acts = (0..<count).map { _ in blob("blob/ballots", Array("ballot".utf8)) }
    _ = try await ledger.store.append(OpaqueCommand(id: ledger.newID(), acts: acts, actor: actor), by: .tester)
  }

  private func shows(_ text: String, _ folder: String) throws -> Bool {
    try files(in: folder).values.contains { String(decoding: $0, as: UTF8.self).contains(text) }
  }

  @Test(arguments: [0, 40, 250, 255, 256, 300] as [Int])
  func entriesEndBeforeTheFirstThatIsWithheld(_ before: Int) async throws {
    try await TestLedger.with { ledger in
      if before > 0 { try await ledger.appendMany(before) }
      try ledger.publish(to: ledger.folder)
      let first = Position(UInt64(before + 1))
      var sizes = [try ledger.store.size]
      for count in [1, 3, 250, 7, 11] {
        try await ballots(count, &ledger)
        let published = try ledger.publish(to: ledger.folder, before: first)
        sizes.append(published.size)
        #expect(published.entries.rawValue == first.rawValue)
        #expect(try !shows("ballot", ledger.folder))
        let reader = ledger.reader(ledger.folder)
        try reader.audit()
        #expect(try reader.checkpoint?.size == published.size && reader.entryCount == first.rawValue)
        #expect(try reader.entries(of: first.rawValue).count == before + 1)
      }
      try ledger.publish(to: ledger.folder)
      let reader = ledger.reader(ledger.folder)
      #expect(try reader.entries(of: reader.entryCount).count == before + 273)
      // Also those who hold the checkpoint of a size that was published meanwhile now find its entries.
      for size in sizes {
        let root = try ledger.store.root(of: size)
        try reader.audit(size: size.rawValue, root: root)
        #expect(try reader.entries(of: size.rawValue).count == Int(size.rawValue))
      }
    }
  }

  @Test func whatWasReadByEverybodyIsNotTakenBack() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(9)
      try ledger.publish(to: ledger.folder)
      try await ledger.appendMany(9)
      let published = try ledger.publish(to: ledger.folder, before: 3)
      #expect(published.entries == 10 && published.size == 19)
      try ledger.reader(ledger.folder).audit()
    }
  }

  @Test(arguments: ["", "x", "1000000", "4"])
  func aChangedNumberOfEntriesOnlyCostsTime(_ text: String) async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(299)
      try ledger.publish(to: ledger.folder)
      try Files.write(Array("\(text)\n".utf8), to: "\(ledger.folder)/entries")
      try await ledger.appendMany(300)
      #expect(try ledger.publish(to: ledger.folder).entries == 600)
      try ledger.reader(ledger.folder).audit()
    }
  }
}
