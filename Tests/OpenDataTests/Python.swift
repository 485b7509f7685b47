import EventLedger
import Glibc
import LocalFiles

/// Programs in Python that read what is exported: other people's software, which the project does not link.
enum Python {
  /// The python of ALBO_PYTHON, else the one on the path.
  static let path = getenv("ALBO_PYTHON").map { String(cString: $0) } ?? "python3"

  /// Whether it is there and has a package.
  static func has(_ package: String) -> Bool { (try? run("import \(package)"))?.status == 0 }

  /// Runs a program; what it prints, and its exit status.
  static func run(_ program: String, _ arguments: String...) throws -> (output: String, status: Int32) {
    let place = try TemporaryDirectory()
    try Files.write(Array(program.utf8), to: place.path + "/program.py")
    let output = Glibc.open(place.path + "/out", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { Glibc.close(output) }
    let words = ["/usr/bin/env", path, "-B", place.path + "/program.py"] + arguments
    let status = try ChildProcess(words, output: output, errors: output).wait()
    return (String(decoding: try Files.read(place.path + "/out"), as: UTF8.self), status >> 8 & 0xFF)
  }
}
