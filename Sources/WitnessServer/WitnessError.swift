public import TransparencyLog

/// Why a witness cannot be opened.
public enum WitnessError: Error, CustomStringConvertible {
  /// Another process runs the witness in this directory.
  case busy(String)
  /// The first start of a witness needs its name.
  case missingName
  /// The directory belongs to a witness with another name.
  case wrongName(KeyName, stored: KeyName)
  /// No log was given.
  case missingLogs
  /// A line in the file of logs is not the key of a log.
  case malformedLog(file: String, line: Int, KeyError)
  /// The key is not the key of a log.
  case wrongKeyKind(VerifierKey)
  /// The store does not hold what this witness has cosigned.
  case damaged

  /// A sentence for people.
  public var description: String {
    switch self {
    case .busy(let path): "another process runs the witness in \(path)"
    case .missingName:
      "the first start of a witness needs its name: --name NAME, for instance library.example.org/witness"
    case .wrongName(let name, let stored): "the witness in this directory is \(stored), not \(name)"
    case .missingLogs: "name at least one log with --log VKEY, or in the directory's file `logs`"
    case .malformedLog(let file, let line, let error): "line \(line) of \(file): \(error)"
    case .wrongKeyKind(let key): "\(key) is the key of a witness, but a log's key is needed"
    case .damaged: "the store does not hold what this witness has cosigned: do not run it, make a new witness"
    }
  }
}
