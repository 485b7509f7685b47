import Glibc
import LocalFiles

/// Where the parts of a ledger lie in its directory.
package struct LedgerDirectory: Sendable, Hashable {
  package let path: String

  package init(_ path: String) { self.path = path }

  package var log: String { path + "/log" }
  package var views: String { path + "/views" }
  package var vault: String { path + "/vault" }
  package var keys: String { path + "/keys" }
  package var signingKey: String { keys + "/log.key" }
  package var writerLock: String { log + "/writer" }
  package var viewsLock: String { views + "/writer" }
  package var principals: String { path + "/principals" }
  package var logData: String { log + "/data.mdb" }

  package var isLedger: Bool { Files.exists(logData) }
}
