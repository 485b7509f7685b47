public import EventModel
import Glibc
public import LogAudit
import TransparencyLog

/// How a ledger is opened, apart from the mode.
public struct OpeningOptions: Sendable {
  /// The clock that the ledger decides by.
  public var clock: any LedgerClock
  /// The program's name, shown to others that want to write.
  public var program: String
  /// The socket on which the program answers, shown to others that want to write.
  public var socket: String?
  /// Accepts a clock that is over 400 days after the last record.
  public var acceptsClockJump: Bool
  /// Bytes that a new log may ever grow to: address space, not a reservation. A process has room for about a hundred
  /// logs of the usual 1 TiB.
  public var maximumLogSize: Int
  /// Folders that the log is published into, beside those that the ledger remembers: looked at before anything is
  /// recorded.
  public var publishedFolders: [String]
  /// How witnesses are reached. They are asked before anything is recorded, and to cosign what is published; nil asks
  /// none.
  public var witnesses: WitnessAccess?
  /// Where records are durable before this machine's tables have them; nil if those are the log of record.
  package var logOfRecord: (any LogOfRecord)?
  /// This node's term at the log of record.
  package var term: UInt64 = 0
  /// Called at each step of a commit: tests let it fail there.
  package var atCommitStep: CommitStep.Hook = { _ in }

  /// Options with the machine's clock.
  public init(
    clock: any LedgerClock = SystemClock(), program: String, socket: String? = nil,
    acceptsClockJump: Bool = false, maximumLogSize: Int = 1 << 40, publishedFolders: [String] = [],
    witnesses: WitnessAccess? = nil
  ) {
    self.clock = clock
    self.program = program
    self.socket = socket
    self.acceptsClockJump = acceptsClockJump
    self.maximumLogSize = maximumLogSize
    self.publishedFolders = publishedFolders
    self.witnesses = witnesses
  }
}
