import EventModel
package import TransparencyLog

/// The published entries of a log, in pages that end where a command ends, and where the log's key changes.
package struct PublishedEntries {
  private let folder: PublishedFolder
  private let size: LogSize

  /// The least entries of a page, which also holds the last command whole.
  private static let pageSize = 4096

  package init(_ folder: PublishedFolder, size: LogSize) { (self.folder, self.size) = (folder, size) }

  /// Lends the entries after a size of the log, up to the published size.
  ///
  /// - Throws: `LedgerError.notRestorable` if a bundle is not served, or cannot be read.
  package func forEachPage(after start: LogSize, _ body: (ArraySlice<[UInt8]>) throws -> Void) throws {
    var page: [[UInt8]] = []
    var last: CommandID?
    for bundle in TileCoordinate.bundles(from: start, to: size) {
      for entry in try entries(bundle).dropFirst(Int(max(start.rawValue, bundle.index << 8) - bundle.index << 8)) {
        let scan = try? EventScan(entry.span)
        let command = scan?.commandID(in: entry.span)
        if page.count >= Self.pageSize, command == nil || command != last {
          try body(page[...])
          page = []
        }
        page.append(entry)
        last = command
        // A command of its own: its checkpoint is the old key's last one.
        if scan?.isKeyChange(in: entry.span) == true {
          try body(page[...])
          page = []
        }
      }
    }
    if !page.isEmpty { try body(page[...]) }
  }

  private func entries(_ bundle: TileCoordinate) throws -> ArraySlice<[UInt8]> {
    let entries: [[UInt8]]?
    do { entries = try folder.entries(bundle) } catch let error as EntryBundleError {
      throw LedgerError(.notRestorable, "\(folder.path)/\(bundle.entriesPath) cannot be read", cause: error)
    }
    guard let entries else {
      throw LedgerError(
        .notRestorable,
        "\(folder.path)/\(bundle.entriesPath) is missing: the log cannot be continued without its entries, which are withheld while polls are open"
      )
    }
    return entries.prefix(bundle.width)
  }
}
