import Foundation
import Testing

/// The real-world files that some tests read. They are not part of the package, and without them those tests
/// are skipped: `@Suite(.enabled(if: SharedData.isPresent, SharedData.hint))`.
enum SharedData {
  static let hint: Comment = "no shared/data beside the package, and ALBO_SHARED names none"

  /// The folder with one folder for each data set: `data` in `$ALBO_SHARED`, or `shared/data` in a folder
  /// around this file.
  static let folder: URL? = {
    if let shared = ProcessInfo.processInfo.environment["ALBO_SHARED"] {
      return existing(URL(fileURLWithPath: shared).appendingPathComponent("data"))
        ?? existing(URL(fileURLWithPath: shared))
    }
    var ancestor = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while ancestor.path != "/" {
      if let folder = existing(ancestor.appendingPathComponent("shared/data")) { return folder }
      ancestor.deleteLastPathComponent()
    }
    return nil
  }()

  static var isPresent: Bool { folder != nil }

  /// The paths of the files with this extension, in the data sets whose name starts with `prefix`, sorted.
  static func files(withExtension name: String, inSetsNamed prefix: String) -> [String] {
    guard let folder else { return [] }
    return contents(of: folder).filter { $0.lastPathComponent.hasPrefix(prefix) }
      .flatMap { contents(of: $0) }.filter { $0.pathExtension == name }.map(\.path).sorted()
  }

  private static func contents(of folder: URL) -> [URL] {
    (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
  }

  private static func existing(_ folder: URL) -> URL? {
    FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }
}
