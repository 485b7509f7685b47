/// What the exit status of a command says; the same in `albo` and `albod`.
package enum ExitStatus: Int32, Error {
  /// A rule or the ledger refused, or something was not verified.
  case refused = 1
  /// The command line was wrong.
  case usedWrongly = 2
  /// The program failed.
  case failed = 70
}
