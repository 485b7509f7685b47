import EventLedger
import EventModel
import Glibc
import LMDB
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// Views that another process keeps, or that lie where nothing can be written.
@Suite struct ViewProcessTests {
  @Test func anotherProcessReadsWhatThisOneFeeds() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 3)
      try await ledger.withViews { keeper in
        try await keeper.catchUp()
        await #expect(processExitsWith: .success) { [path = ledger.path as String] in
          let store = try EventStore.open(at: path, mode: .reader, registry: .test, options: .init(program: "reader"))
          let other = try ViewKeeper(store, [CounterView.self, TypeView.self])
          try await other.catchUp()
          #expect(try other.counter("a")?.value == 3 && other.size("types") == 2)
          #expect(try other.exported("counters").digest.rows == 2)
          await expect(.ledgerBusy(process: nil, program: nil, socket: nil)) { try other.rebuild("counters") }
          other.close()
          await store.close()
        }
        #expect(try keeper.rebuild("counters").firstDifference == nil)
      }
    }
  }

  /// A third of the events are of an act that the view reads. Whatever another process has written by then, the rows
  /// that a reader finds are those of the size that it is told.
  @Test func aReaderIsToldTheSizeOfTheRowsThatItReads() async throws {
    try await TestLedger.with { ledger in
      let last = 300
      try await ledger.withViews { try await $0.catchUp() }
      let path = ledger.path
      let reader = Task {
        await #expect(processExitsWith: .success) { [path = path as String, last = last as Int] in
          let store = try EventStore.open(at: path, mode: .reader, registry: .test, options: .init(program: "reader"))
          let keeper = try ViewKeeper(store, [CounterView.self, TypeView.self])
          var (size, distinct) = (0, 0)
          while size < last {
            let (told, rows) = try keeper.read("counters") {
              (Int($0.size.rawValue), try $0.rows(CounterView.changes, limit: 1000).rows.count)
            }
            precondition(rows == max(0, told - 1) / 3, "\(rows) rows at size \(told)")
            precondition(size <= told, "size \(told) after \(size)")
            if told > size { distinct += 1 }
            size = told
          }
          try await keeper.catchUp()
          precondition(distinct > 2, "seen \(distinct) sizes only")
          keeper.close()
          await store.close()
        }
      }
      try await ledger.withViews { keeper async throws in
        for position in 1..<last {
          if position.isMultiple(of: 3) {
            try await ledger.set("a", 1)
          } else {
            try await ledger.append(blob("blob/many", [1]))
          }
          try await keeper.catchUp()
        }
        #expect(try keeper.size("counters") == UInt64(last))
        _ = await reader.value
      }
    }
  }

  @Test func whereNobodyFeedsTheViewsAReaderDoes() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 3)
      try await ledger.reopen(.reader)
      try await ledger.withViews { keeper in
        try await keeper.catchUp()
        #expect(try keeper.counter("a")?.value == 3)
        #expect(try keeper.rebuild("counters").digest.size.rawValue == 2)
      }
    }
  }

  @Test(.enabled(if: SmallFileSystem.canMount, SmallFileSystem.hint))
  func viewsOfReadOnlyMediaAreMadeElsewhere() async throws {
    try await SmallFileSystem.with(bytes: 8 << 20) { disk in
      var ledger = try await TestLedger(at: "\(disk)/city.albo")
      try await ledger.set("a", 3)
      let digest = try await ledger.withViews { try $0.exported("counters").digest }
      await ledger.store.close()
      try await SmallFileSystem.withReadOnlyView(of: disk) { view in
        let path = "\(view)/city.albo"
        let error = #expect(throws: FileError.self) {
          try EventStore.open(at: path, mode: .writer, registry: .test, options: .init(program: "tests"))
        }
        #expect(error?.code == .system(errno: EROFS))
        #expect(LedgerDirectory(path).readingMode == .auditor)
        ledger.store = try EventStore.open(at: path, mode: .auditor, registry: .test, options: .init(program: "tests"))
        try await ledger.withViews { keeper async throws in
          #expect(try keeper.exported("counters").digest == digest)
          #expect(try keeper.counter("a")?.value == 3)
        }
        try await withDirectory { scratch in
          try await ledger.withViews(scratch: scratch) { keeper async throws in
            #expect(try keeper.exported("counters").digest == digest)
          }
          #expect(try Files.list(scratch).contains("counters"))
        }
        await ledger.store.close()
        #expect(try LogVerifier.verify(path, registry: .test).damage == nil)
      }
    }
  }
}

/// Raises the value in a row of a view that nobody has open.
func changeView(_ path: String, table: String, key: ViewKey) throws {
  let environment = try Environment(directory: path, tables: [table], options: .init(access: .readWrite))
  defer { environment.close() }
  let handle = environment.table(table)
  let bytes = try environment.read { try $0.get(key.bytes.span, in: handle) { $0.bytes(0..<$0.count) } }
  var row = try JSONText.decode(CounterRow.self, from: bytes ?? [])
  row.value += 1
  let changed = try JSONText.encode(row)
  try environment.write { try $0.put(changed.span, for: key.bytes.span, in: handle) }
}
