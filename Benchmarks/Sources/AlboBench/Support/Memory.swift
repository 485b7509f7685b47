import CPeers
import Foundation

/// The most memory that the process had since a moment.
struct MemoryPeak: Codable {
  /// Bytes of the process's own: without pages of files that are mapped. Known as often as it was looked at.
  private(set) var own = 0
  /// Bytes with the pages of mapped files (`VmHWM`), which the kernel drops if it needs the room.
  private(set) var resident = 0

  /// Starts to watch; the kernel forgets the peak of before.
  init() {
    peer_trim_memory()
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    look()
  }

  /// Looks again.
  mutating func look() {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    for line in status.split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == ":" || $0 == " " || $0 == "\t" })
      guard words.count > 1, let kibibytes = Int(words[1]) else { continue }
      if words[0] == "VmHWM" { resident = kibibytes * 1024 }
      if words[0] == "RssAnon" { own = max(own, kibibytes * 1024) }
    }
  }

  /// Both as figures of a report.
  var measures: [Measure] {
    [
      Measure("peak memory, VmHWM", "MiB", Double(resident) / 1_048_576),
      Measure("peak memory without mapped files", "MiB", Double(own) / 1_048_576),
    ]
  }
}
