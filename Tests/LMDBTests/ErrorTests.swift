import Testing

import LMDB

@Suite("Errors")
struct ErrorTests {
  static let codes: [(CInt, LMDBError.Code)] = [
    (-30799, .keyExists), (-30798, .notFound), (-30797, .pageNotFound), (-30796, .corrupted),
    (-30795, .panic), (-30794, .versionMismatch), (-30793, .invalid), (-30792, .mapFull),
    (-30791, .tablesFull), (-30790, .readersFull), (-30789, .tlsFull), (-30788, .transactionFull),
    (-30787, .cursorFull), (-30786, .pageFull), (-30785, .mapResized), (-30784, .incompatible),
    (-30783, .badReaderSlot), (-30782, .badTransaction), (-30781, .badValueSize), (-30780, .badTable),
    (28, .noSpace), (122, .noSpace), (5, .inputOutput), (13, .accessDenied), (1, .accessDenied),
    (30, .readOnlyFileSystem), (2, .noSuchFile), (17, .fileExists), (12, .outOfMemory), (22, .system(22)),
    (-30779, .system(-30779)),
  ]

  @Test(arguments: codes)
  func everyCodeOfCHasAName(status: CInt, code: LMDBError.Code) {
    #expect(LMDBError(status: status, .get, path: nil).code == code)
  }

  @Test func everyMessageSaysWhereInWhatAndWhatToDo() {
    let own: [LMDBError.Code] = [.alreadyOpen, .closed, .nestedWrite, .missingTable("streams")]
    for operation in LMDBError.Operation.allCases {
      for code in Self.codes.map(\.1) + own {
        let error = LMDBError(code, operation, path: "/ledger/log")
        #expect(error.message.hasPrefix("/ledger/log: \(operation.rawValue): "))
        #expect(!error.message.hasSuffix("failed"), "\(code) has no explanation")
        #expect(error.description == error.message)
      }
    }
  }

  @Test func messagesInFull() {
    #expect(
      LMDBError(.missingTable("streams"), .open, path: "/ledger/log").message
        == #"/ledger/log: open: there is no table "streams"; was the environment made by this program?"#)
    #expect(LMDBError(.system(22), .begin, path: nil).message == "begin: Invalid argument (errno 22)")
  }
}
