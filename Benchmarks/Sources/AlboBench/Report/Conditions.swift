import CPeers
import Foundation

/// Under what conditions the figures were taken.
struct Conditions: Codable {
  var date: String
  var processor: String
  var cores: Int
  var memoryGiB: Int
  var kernel: String
  var directory: String
  var fileSystem: String
  var liblmdb: String
  var libcrypto: String
  var swift: String
  var build: String
  /// Processes that ran or waited to run, over the minute before.
  var loadAtStart: Double
  var pairs: Int

  static func now(directory: String, date: String?, pairs: Int) -> Conditions {
    Conditions(
      date: date ?? Date().formatted(.iso8601), processor: processor(),
      cores: ProcessInfo.processInfo.activeProcessorCount,
      memoryGiB: Int(ProcessInfo.processInfo.physicalMemory >> 30), kernel: kernel(), directory: directory,
      fileSystem: fileSystem(of: directory), liblmdb: String(cString: peer_lmdb_version()),
      libcrypto: String(cString: peer_crypto_version()), swift: swiftVersion(), build: build, loadAtStart: load(),
      pairs: pairs)
  }

  private static var build: String {
    #if DEBUG
      "debug: these figures mean nothing"
    #else
      "release"
    #endif
  }

  private static func processor() -> String {
    let lines = text("/proc/cpuinfo").split(separator: "\n")
    let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }

  private static func kernel() -> String {
    "Linux " + text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Type and options of the mount with the longest path above a directory.
  private static func fileSystem(of directory: String) -> String {
    let path = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path + "/"
    let mounts = text("/proc/mounts").split(separator: "\n").map { $0.split(separator: " ") }
    let above = mounts.filter { $0.count > 3 && path.hasPrefix($0[1] == "/" ? "/" : $0[1] + "/") }
    return above.max { $0[1].count < $1[1].count }.map { "\($0[2]) (\($0[3]))" } ?? "unknown"
  }

  private static func load() -> Double {
    Double(text("/proc/loadavg").split(separator: " ").first ?? "0") ?? 0
  }

  /// What the `swift` of the path says of itself: the one that `swift run` built this with.
  private static func swiftVersion() -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift", "--version"]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return "unknown" }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").first.map(String.init) ?? "unknown"
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
