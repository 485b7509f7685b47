public import EventModel
public import TransparencyLog

/// What can go wrong with a ledger, beside a rule that refuses a proposal (`Rejection`), a field that no record may have
/// (`InvalidAct`) and a file that the system refuses (`FileError`).
public struct LedgerError: Error, Sendable {
  /// What kind of failure, to switch on.
  public let code: Code
  /// What happened and what can be done, for a person.
  public let message: String
  /// What lay underneath, if anything.
  public let cause: (any Error)?

  /// The kinds of failure.
  public enum Code: Hashable, Sendable {
    /// There is no ledger in the directory, or something else is there.
    case notALedger
    /// The directory is not empty.
    case alreadyExists
    /// Another process writes to this ledger.
    case ledgerBusy(process: Int32?, program: String?, socket: String?)
    /// This ledger was opened to read.
    case readOnly
    /// `keys/log.key` is not there.
    case signingKeyMissing
    /// `keys/identity.key` is not there, though persons were enrolled with it.
    case identityKeyMissing
    /// `keys/log.key` is not the key of this log.
    case keyMismatch
    /// The log holds types of acts that this program does not know; the program can only read it.
    case unknownActs([ActType])
    /// A record would be larger than 65,535 bytes.
    case recordTooLarge(bytes: Int)
    /// Too much is waiting to be recorded.
    case busy
    /// The commit failed, and may have reached the disk: retry with the same id.
    case outcomeUnknown
    /// The disk is full: the ledger is read-only until there is room.
    case diskFull
    /// The log is not as this process left it: somebody else wrote to it.
    case ledgerChanged
    /// The system clock is behind the last record.
    case clockBehind
    /// The system clock jumped forward.
    case clockJumped
    /// The id was used for another command.
    case commandMismatch
    /// A derived id (UUID version 8) from an ordinary client, or an id of another version.
    case commandIDRefused
    /// A stream does not have the version that the proposal expects.
    case wrongVersion(stream: StreamName, actual: UInt64)
    /// There is no event at the position.
    case noSuchPosition(Position)
    /// There is no such view.
    case noSuchView
    /// A record, a row or a file cannot be read.
    case damaged
    /// An act of a linking program set a constraint row of a stream that has no event.
    case rowWithoutStream
    /// What was published of this log is larger than what is held: a restored backup, which can only be read.
    case restoredBackup(published: LogSize, held: LogSize)
    /// What was published under the log's key is another history than what is held.
    case forkedHistory(size: LogSize)
    /// A folder does not hold what was published of this log.
    case foreignPublication
    /// What is missing in a restored backup is not published, or not what was signed.
    case notRestorable
    /// A server does not answer, or not as it should; it may succeed later.
    case unreachable
    /// Too few witnesses have cosigned.
    case quorumNotMet
    /// The ledger was closed.
    case closed
    /// The operating system refused.
    case system(errno: Int32)
  }

  /// A failure.
  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    (self.code, self.message, self.cause) = (code, message, cause)
  }
}

extension LedgerError: CustomStringConvertible {
  /// The message, and the cause if there is one.
  public var description: String { cause.map { "\(message) (\($0))" } ?? message }
}

extension LedgerError {
  /// The name of the kind, as the protocol spells it.
  public var name: String {
    switch code {
    case .notALedger: "NotALedger"
    case .alreadyExists: "AlreadyExists"
    case .ledgerBusy: "LedgerBusy"
    case .readOnly: "ReadOnly"
    case .signingKeyMissing: "SigningKeyMissing"
    case .identityKeyMissing: "IdentityKeyMissing"
    case .keyMismatch: "KeyMismatch"
    case .unknownActs: "UnknownActs"
    case .recordTooLarge: "RecordTooLarge"
    case .busy: "Busy"
    case .outcomeUnknown: "OutcomeUnknown"
    case .diskFull: "DiskFull"
    case .ledgerChanged: "LedgerChanged"
    case .clockBehind: "ClockBehind"
    case .clockJumped: "ClockJumped"
    case .commandMismatch: "CommandMismatch"
    case .commandIDRefused: "CommandIDRefused"
    case .wrongVersion: "WrongVersion"
    case .noSuchPosition: "NoSuchPosition"
    case .noSuchView: "NoSuchView"
    case .damaged: "Damaged"
    case .rowWithoutStream: "RowWithoutStream"
    case .restoredBackup: "RestoredBackup"
    case .forkedHistory: "ForkedHistory"
    case .foreignPublication: "ForeignPublication"
    case .notRestorable: "NotRestorable"
    case .unreachable: "Unreachable"
    case .quorumNotMet: "QuorumNotMet"
    case .closed: "Closed"
    case .system: "SystemError"
    }
  }
}
