/// Why a Pabulib file is refused, and where in it.
public struct PabulibError: Error, Equatable, Sendable {
  /// The path of the file as the reader was given it.
  public let file: String
  /// The 1-based line on which the offending record starts; `nil` when the file could not be read at all.
  public let line: Int?
  /// What is wrong, to switch on.
  public let reason: Reason

  package init(file: String, line: Int?, reason: Reason) {
    self.file = file
    self.line = line
    self.reason = reason
  }
}

extension PabulibError: CustomStringConvertible {
  /// `file:line: sentence`, the form editors and compilers know.
  public var description: String {
    guard let line else { return "\(file): \(reason)" }
    return "\(file):\(line): \(reason)"
  }
}

/// A refusal on its way to becoming a `PabulibError`: the record being read supplies a missing line.
struct PabulibFault: Error {
  let reason: PabulibError.Reason
  let line: Int?

  init(_ reason: PabulibError.Reason, line: Int? = nil) {
    self.reason = reason
    self.line = line
  }
}
