import EventLedger
import LogAudit
import TestSupport
import Testing
import TransparencyLog

/// Whatever somebody changes in what a log of 70,000 entries publishes is refused, and the refusal says what and where.
@Suite struct PublishedTamperTests {
  let log: Publication

  init() throws { log = try Publication.large.get().log }

  /// What verification says of a changed copy.
  private func refusal(_ change: (inout [String: [UInt8]]) throws -> Void) throws -> String {
    let report = try log.changed(change).verify()
    #expect(!report.isVerified)
    #expect(report.findings.map(\.kind) == [.files])
    return report.findings.first?.message ?? "nothing"
  }

  @Test func whatNobodyChangedIsVerified() throws {
    let sizes: [UInt64] = [1, 256, 50_000, 65_536, 69_999, 70_000]
    let report = try log.verify(kept: sizes.map { try log.kept($0) })
    #expect(report.isVerified && report.findings == [] && report.size == 70_000)
    #expect(report.entries == 70_000 && report.withheld == 0)
    #expect(report.continued == sizes.map { "kept-\($0)" })
  }

  // MARK: Entries

  /// Entry 12,345 is the 58th of the bundle 48, with 26 bytes.
  private static let bundle = "tile/entries/048"

  enum Change: String, CaseIterable {
    case byteChanged, byteAdded, byteRemoved, lengthRaised, lengthLowered, lengthZero, lengthHighest
    case entryAdded, entryRemoved, swapped
  }

  @Test(arguments: Change.allCases) func aChangedEntryIsNamed(_ change: Change) throws {
    let message = try refusal { files in
      var entries = Array(log.entries[48 * 256..<49 * 256])
      if change == .entryAdded { entries.insert([1, 2, 3], at: 57) }
      if change == .entryRemoved { entries.remove(at: 57) }
      if change == .swapped { entries.swapAt(57, 58) }
      var bytes = entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
      let start = entries[..<57].reduce(0) { $0 + 2 + $1.count }
      switch change {
      case .byteChanged: bytes[start + 5] ^= 1
      case .byteAdded: bytes.insert(7, at: start + 5)
      case .byteRemoved: bytes.remove(at: start + 5)
      case .lengthRaised: bytes[start + 1] += 1
      case .lengthLowered: bytes[start + 1] -= 1
      case .lengthZero: bytes[start + 1] = 0
      case .lengthHighest: bytes.replaceSubrange(start...start + 1, with: [0xFF, 0xFF])
      default: break
      }
      files[Self.bundle] = bytes
    }
    // A length that leads out of the file leaves nothing to be hashed.
    let expected =
      change == .lengthHighest
      ? "log/tile/entries/048 ends within entry 12345" : "entry 12345 in log/tile/entries/048 (bytes "
    #expect(message.hasPrefix(expected), "\(message)")
    if change != .lengthHighest { #expect(message.contains("which the level above confirms"), "\(message)") }
  }

  @Test func anEntryOfTheIncompleteBundleIsNamed() throws {
    let message = try refusal { $0["tile/entries/273.p/112"]?[2 + 40] ^= 1 }
    #expect(message.contains("entry 69888 in log/tile/entries/273.p/112 (bytes 2 to "), "\(message)")
    #expect(message.contains("hash 0 of tile/0/273.p/112"), "\(message)")
  }

  @Test(arguments: ["tile/entries/000", "tile/entries/100", "tile/entries/273.p/112"])
  func aBundleThatWasCutOffOrProlongedIsNamed(_ path: String) throws {
    let cut = try refusal { $0[path]?.removeLast() }
    #expect(cut.contains(path) && cut.contains("ends within entry "), "\(cut)")
    let prolonged = try refusal { $0[path]? += [0, 0, 0] }
    #expect(prolonged == "log/\(path): 3 bytes follow the last entry of the bundle")
    let empty = try refusal { $0[path] = [] }
    #expect(empty.contains("\(path) ends within entry "), "\(empty)")
  }

  // MARK: Tiles

  @Test(
    arguments: [
      ("tile/0/048", 57, "hash 57 of tile/0/048 (from byte 1824 on) was changed"),
      ("tile/0/000", 0, "hash 0 of tile/0/000 (from byte 0 on) was changed"),
      ("tile/0/273.p/112", 111, "hash 111 of tile/0/273.p/112 (from byte 3552 on): one of the two was changed"),
      ("tile/1/000", 48, "log/tile/1/000 holds another hash than that of tile/0/048 below it: hash 48 (from byte 1536"),
      ("tile/1/000", 255, "log/tile/1/000 holds another hash than that of tile/0/255 below it"),
      ("tile/1/001.p/17", 3, "log/tile/1/001.p/17 holds another hash than that of tile/0/259 below it"),
      ("tile/1/001.p/17", 16, "log/tile/1/001.p/17 holds another hash than that of tile/0/272 below it"),
      ("tile/2/000.p/1", 0, "log/tile/2/000.p/1 holds another hash than that of tile/1/000 below it"),
    ] as [(String, Int, String)])
  func aChangedHashIsNamed(_ path: String, _ place: Int, _ expected: String) throws {
    let message = try refusal { $0[path]?[32 * place + 31] ^= 0x80 }
    #expect(message.contains(expected), "\(message)")
  }

  @Test(arguments: ["tile/0/000", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"])
  func aTileOfAnotherLengthIsNamed(_ path: String) throws {
    let count = try #require(log.files[path]?.count)
    let cut = try refusal { $0[path]?.removeLast() }
    #expect(cut.contains("log/\(path) has \(count - 1) bytes, but \(count / 32) hashes have \(count)"), "\(cut)")
    let prolonged = try refusal { $0[path]? += Array(repeating: 0, count: 32) }
    #expect(prolonged.contains("log/\(path) has \(count + 32) bytes"), "\(prolonged)")
  }

  @Test(arguments: ["tile/0/273.p/112", "tile/1/000", "tile/2/000.p/1", "tile/entries/000", "tile/entries/273.p/112"])
  func aMissingFileIsNamed(_ path: String) throws {
    #expect(try refusal { $0[path] = nil } == "log/\(path) is missing")
  }

  @Test func aTileThatWasHashedAgainIsNoticedByTheOneAboveIt() throws {
    let forged = try Publication(log.entries.replacing(12_345, with: [1]), key: Publication.signer.get())
    let paths = ["tile/entries/048", "tile/0/048", "tile/1/000", "tile/2/000.p/1"]
    for (count, above) in [(2, "tile/1/000"), (3, "tile/2/000.p/1")] {
      let message = try refusal { files in for path in paths.prefix(count) { files[path] = forged.files[path] } }
      #expect(message.contains("log/\(above) holds another hash"), "\(message)")
    }
    let report = try log.changed { files in for path in paths { files[path] = forged.files[path] } }.verify()
    #expect(report.findings.map(\.kind) == [.root] && !report.isRootVerified)
    let message = try #require(report.findings.first?.message)
    #expect(message.contains("the 70000 records of log have the root ") && message.contains(report.root), "\(message)")
  }

  @Test func everyByteOfEveryFileCounts() throws {
    let log = try Publication(Array(self.log.entries.prefix(600)), key: Publication.signer.get())
    var random = SplitMix64(seed: 12)
    for path in log.files.keys.sorted() where path != "entries" {
      for _ in 0..<25 {
        var (place, bit) = (0, UInt8(0))
        let changed = log.changed { files in
          place = random.int(0...(files[path]?.count ?? 1) - 1)
          bit = UInt8(random.int(0...7))
          files[path]?[place] ^= 1 << bit
        }
        let isVerified = (try? changed.verify().isVerified) ?? false
        #expect(!isVerified, "\(path), byte \(place), bit \(bit)")
      }
    }
  }

  @Test func replayAndComparisonRefuseTheSame() throws {
    let changed = log.changed { $0["tile/1/001.p/17"]?[32 * 3] ^= 1 }
    let expected = "log/tile/1/001.p/17 holds another hash than that of tile/0/259 below it"
    // The entries are no events, which a replay says first.
    let report = try LedgerReplay.run(PublishedLog(changed), key: log.key, registry: .test, projections: [])
    #expect(report.findings.contains { $0.kind == .source && $0.message.contains(expected) }, "\(report.findings)")
    #expect(!report.isRootVerified)
    let comparison = try LogComparison.compare(PublishedLog(changed), PublishedLog(log), key: log.key)
    #expect(comparison.sides[0].damage?.contains(expected) == true && !comparison.isConsistent)
  }

  // MARK: What is served otherwise

  @Test func aCompleteTileTakesThePlaceOfANarrowerOne() throws {
    let older = try Publication(
      Array(log.entries.prefix(69_900)), Array(log.leaves.prefix(69_900)), key: Publication.signer.get())
    // The log went on to 70,144 entries, and the narrower files are gone.
    let entries = log.entries + log.entries.prefix(144)
    let newer = try Publication(entries, log.leaves + log.leaves.prefix(144), key: Publication.signer.get())
    let served = newer.changed { $0["checkpoint"] = older.files["checkpoint"] }
    served.files["tile/1/001.p/17"] = older.files["tile/1/001.p/17"]
    let report = try served.verify()
    #expect(report.isVerified && report.entries == 69_900, "\(report.findings)")
  }

  @Test func whatIsWithheldIsCounted() throws {
    let report = try log.changed { files in
      files["entries"] = Array("300\n".utf8)
      files["tile/entries/001.p/44"] = try EntryBundle.encode(Array(log.entries[256..<300]))
      for path in files.keys
      where path.hasPrefix("tile/entries/") && path != "tile/entries/000" && !path.hasSuffix("/44") {
        files[path] = nil
      }
    }.verify()
    #expect(report.isVerified && report.entries == 300 && report.withheld == 69_700, "\(report.findings)")
  }

  @Test func aChangedHashOfAWithheldEntryIsFound() throws {
    let message = try refusal { files in
      files["entries"] = Array("256\n".utf8)
      files["tile/0/048"]?[32 * 57] ^= 1
    }
    #expect(message.contains("tile/1/000 holds another hash than that of tile/0/048"), "\(message)")
  }

  @Test(arguments: ["", "x\n", "300", "0300\n", "-1\n", "300\n\n"])
  func aNumberOfEntriesThatIsNoneIsRefused(_ text: String) throws {
    let changed = log.changed { $0["entries"] = Array(text.utf8) }
    let error = #expect(throws: LedgerError.self) { try changed.verify() }
    #expect(error?.message.contains("log/entries is not a number of entries") == true)
  }
}

extension Array {
  func replacing(_ index: Int, with element: Element) -> [Element] {
    var copy = self
    copy[index] = element
    return copy
  }
}
