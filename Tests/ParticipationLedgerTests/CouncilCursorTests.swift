import Bytes
import EventLedger
import EventModel
import LMDB
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// How far the ledger has reacted is kept beside the log, and verified with it.
@Suite struct CouncilCursorTests {
  /// What is done to the row of the cursor.
  enum Change: CaseIterable {
    case later, earlier, deleted, cut
  }

  @Test(arguments: Change.allCases) func aChangedCursorIsFound(change: Change) async throws {
    try await CityFixture.with { city in
      let cause = try await city.certifyCouncil()
      try await city.ledger.react()
      #expect(try city.ledger.store.reactionCursor() == cause)
      let untouched = try await city.verifyAfterClosing()
      #expect(untouched.damage == nil)
      try tamper(city.path, change, cause)
      let report = try LogVerifier.verify(city.path, registry: .albo)
      #expect(report.damage?.contains("“meta”") == true)
    }
  }

  private func tamper(_ path: String, _ change: Change, _ cause: Position) throws {
    let environment = try Environment(
      directory: "\(path)/log", tables: LogTables.names, options: .init(access: .readWrite))
    defer { environment.close() }
    let key = Array("reactions".utf8)
    try environment.write { transaction in
      let meta = environment.table("meta")
      var value: [UInt8] = []
      BigEndian.append(change == .later ? cause.rawValue + 1 : cause.rawValue - 1, to: &value)
      switch change {
      case .later, .earlier: try transaction.put(value.span, for: key.span, in: meta)
      case .deleted: _ = try transaction.delete(key.span, in: meta)
      case .cut:
        value.removeLast()
        try transaction.put(value.span, for: key.span, in: meta)
      }
    }
  }
}
