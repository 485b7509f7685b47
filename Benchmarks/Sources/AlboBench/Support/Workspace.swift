import ArgumentParser
import Foundation

/// A scratch directory, in which every run has one of its own.
struct Workspace {
  let path: String

  init(parent: String?) throws {
    let root = parent.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? FileManager.default.temporaryDirectory
    let name = "albo-bench-\(ProcessInfo.processInfo.processIdentifier)"
    path = root.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Lends a new directory and removes it afterwards.
  func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = "\(path)/\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try await body(directory)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
