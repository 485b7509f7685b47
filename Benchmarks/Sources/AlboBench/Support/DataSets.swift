import Foundation

/// The published votes that some cases read; they are no part of the package.
struct DataSets {
  /// The folder with one folder for each data set; nil if there is none.
  let folder: URL?

  static let hint = "skipped: no data sets; name their folder with --data, or the one around it with ALBO_SHARED"

  init(folder path: String?) {
    if let path {
      folder = Self.existing(URL(fileURLWithPath: path))
    } else if let shared = ProcessInfo.processInfo.environment["ALBO_SHARED"] {
      folder = Self.existing(URL(fileURLWithPath: shared).appendingPathComponent("data"))
    } else {
      folder = Self.beside(URL(fileURLWithPath: #filePath))
    }
  }

  /// `shared/data` in a folder around a file.
  private static func beside(_ file: URL) -> URL? {
    var ancestor = file.deletingLastPathComponent()
    while ancestor.path != "/" {
      if let folder = existing(ancestor.appendingPathComponent("shared/data")) { return folder }
      ancestor.deleteLastPathComponent()
    }
    return nil
  }

  /// All votes of Katowice 2023, sorted: the city's and its districts'.
  var katowice: [String] {
    guard let set = folder?.appendingPathComponent("pb-cumulative-85k-katowice-all") else { return [] }
    let files = try? FileManager.default.contentsOfDirectory(at: set, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "pb" }.map(\.path).sorted()
  }

  private static func existing(_ folder: URL) -> URL? {
    FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }
}
