/// Why a Pabulib file is refused, and where in it.
public struct PabulibError: Error, Equatable, Sendable {
  /// The path of the file as it was given to the reader.
  public let file: String
  /// The line, from 1, on which the wrong record starts; `nil` if the file could not be read at all.
  public let line: Int?
  /// What is wrong, for programs.
  public let reason: Reason

  package init(file: String, line: Int?, reason: Reason) {
    self.file = file
    self.line = line
    self.reason = reason
  }
}

extension PabulibError: CustomStringConvertible {
  /// `file:line: sentence`, the form that editors and compilers know.
  public var description: String {
    guard let line else { return "\(file): \(reason)" }
    return "\(file):\(line): \(reason)"
  }
}

/// A refusal that becomes a `PabulibError`: if it has no line, it gets that of the record being read.
struct PabulibFault: Error {
  let reason: PabulibError.Reason
  let line: Int?

  init(_ reason: PabulibError.Reason, line: Int? = nil) {
    self.reason = reason
    self.line = line
  }
}
