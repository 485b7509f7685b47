import Foundation
import Testing

/// Where data shared between checkouts lies: in the folder named by `ALBO_SHARED`, else in a folder `shared`
/// beside this package or further up.
enum SharedData {
  static let notice: Comment =
    "the shared vectors were not found: set ALBO_SHARED to the folder that has vectors/"

  static func file(_ path: String) -> URL? {
    folders.map { $0.appending(path: path) }.first { FileManager.default.fileExists(atPath: $0.path()) }
  }

  private static var folders: [URL] {
    if let folder = ProcessInfo.processInfo.environment["ALBO_SHARED"] {
      return [URL(filePath: folder, directoryHint: .isDirectory)]
    }
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    var candidates: [URL] = []
    while folder.pathComponents.count > 1 {
      folder.deleteLastPathComponent()
      candidates.append(folder.appending(path: "shared"))
    }
    return candidates
  }
}
