import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// Static tiles, entry bundles and the checkpoint.
@Suite struct PublishTests {
  @Test func whatIsPublishedByStepsIsWhatIsPublishedAtOnce() async throws {
    try await TestLedger.with { ledger in
      var sizes: [LogSize] = []
      for count in [0, 1, 1, 5, 37, 101, 111, 1, 1, 3, 129, 75, 45, 3, 77] {
        if count > 0 { try await ledger.appendMany(count) }
        sizes.append(try ledger.publish(to: ledger.folder).size)
        let (steps, scratch) = (ledger.reader(ledger.folder), "\(ledger.path).scratch")
        try steps.audit()
        for size in sizes {
          let root = try ledger.store.root(of: size)
          try steps.audit(size: size.rawValue, root: root)
        }
        try ledger.publish(to: scratch)
        let (one, other) = (try files(in: ledger.folder), try files(in: scratch))
        #expect(other.allSatisfy { one[$0.key] == $0.value })
        // What is there beyond it are the widths of earlier sizes.
        let widths = Set(sizes.flatMap { size in (0..<8).map { Int(size.rawValue >> UInt64(8 * $0)) & 0xFF } })
        for extra in one.keys where other[extra] == nil {
          let parts = extra.split(separator: ".p/")
          #expect(parts.count == 2 && widths.contains(Int(parts[1]) ?? 0), "\(extra)")
          #expect(one[String(parts[0])] == nil, "\(extra) beside the complete one")
        }
        try Files.removeTree(scratch)
      }
      #expect(sizes.last == 591)
    }
  }

  @Test func whatIsNotNewIsNotWritten() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(299)
      let first = try ledger.publish(to: ledger.folder)
      #expect(first == PublishedSize(size: 300, entries: 300, files: first.files) && first.files == 7)
      #expect(try ledger.publish(to: ledger.folder).files == 0)
      try await ledger.appendMany(1)
      // Two tiles, a bundle is two files beside `entries` and `checkpoint`; level 1 has not grown.
      #expect(try ledger.publish(to: ledger.folder).files == 4)
    }
  }

  @Test func filesCanBeServedByAnybodyAndOthersStay() async throws {
    try await TestLedger.with { ledger in
      try Files.makeDirectory(ledger.folder)
      try Files.write(Array("hello".utf8), to: "\(ledger.folder)/index.html")
      let usual = umask(0o077)
      defer { umask(usual) }
      try ledger.publish(to: "\(ledger.folder)/")
      try Files.write([], to: "\(ledger.folder)/tile/0/000.p/note")
      try await ledger.appendMany(300)
      try ledger.publish(to: ledger.folder)
      for (path, mode) in [("checkpoint", 0o644), ("tile/0/000", 0o644), ("tile/0", 0o755), ("tile", 0o755)] {
        var status = stat()
        #expect(stat("\(ledger.folder)/\(path)", &status) == 0 && status.st_mode & 0o777 == mode, "\(path)")
      }
      let files = try files(in: ledger.folder)
      #expect(files["index.html"] == Array("hello".utf8) && files["tile/0/000.p/note"] == [])
      #expect(files["tile/0/000.p/1"] == nil)
      #expect(files["checkpoint"] == Array(try ledger.store.checkpoint().note.serialized.utf8))
    }
  }

  @Test func tilesStandOnTiles() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(69_999)
      let published = try ledger.publish(to: ledger.folder)
      #expect(published.size == 70_000)
      let files = try files(in: ledger.folder)
      #expect(files.keys.filter { $0.hasPrefix("tile/0/") }.count == 274 && files["tile/0/273.p/112"] != nil)
      #expect(files["tile/1/001.p/17"]?.count == 17 * 32 && files["tile/2/000.p/1"]?.count == 32)
      try ledger.reader(ledger.folder).audit()
    }
  }

  @Test func theFolderOfAnotherLogIsRefused() async throws {
    try await TestLedger.with { ledger in
      try ledger.publish(to: ledger.folder)
      try await TestLedger.with { other async throws in
        await expect(.foreignPublication) { try other.publish(to: ledger.folder) }
        // Neither the mark nor the checkpoint alone.
        unlink("\(ledger.folder)/.albo-publish")
        await expect(.foreignPublication) { try other.publish(to: ledger.folder) }
        unlink("\(ledger.folder)/checkpoint")
        unlink("\(ledger.folder)/.albo-publish")
        await expect(.foreignPublication) { try other.publish(to: ledger.folder) }
        await expect(.foreignPublication) { try other.publish(to: "\(other.path)/public") }
        #expect(try other.store.publishedFolders.isEmpty)
      }
    }
  }

  @Test func twoPublishersTakeTurns() async throws {
    try await TestLedger.with { ledger in
      let store = ledger.store
      let inner = LogPublisher(store, folder: ledger.folder)
      let outer = LogPublisher(store, folder: ledger.folder) {
        _ = try inner.publish()
        return nil
      }
      await expect(.ledgerBusy(process: nil, program: nil, socket: nil)) { try outer.publish() }
      let published = try inner.publish()
      #expect(published.size == 1)
    }
  }

  @Test func readersPublishToo() async throws {
    try await TestLedger.with { ledger in
      for _ in 0..<3 {
        try await ledger.appendMany(100)
        try await ledger.reopen(.reader)
        try ledger.publish(to: ledger.folder)
        try ledger.reader(ledger.folder).audit()
        try await ledger.reopen()
      }
      #expect(try ledger.store.publishedFolders == [ledger.folder])
    }
  }

  @Test func publishingFollowsTheLogAndEndsWithAllOfIt() async throws {
    try await TestLedger.with { ledger in
      let publisher = LogPublisher(ledger.store, folder: ledger.folder)
      let (sizes, continuation) = AsyncStream.makeStream(of: LogSize.self)
      let task = Task {
        try await publisher.run { continuation.yield($0.size) }
        continuation.finish()
      }
      var published = sizes.makeAsyncIterator()
      #expect(await published.next() == 1)
      try await ledger.appendMany(2)
      task.cancel()
      #expect(await published.next() == 3)
      try await task.value
      try ledger.reader(ledger.folder).audit()
    }
  }
}
