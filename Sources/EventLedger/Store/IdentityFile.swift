import Bytes
import Glibc
import LocalFiles
import LogAudit

/// The file `vault/identities`: a line `HEXTAG PSEUDONYM` for each claim, and `HEXTAG -` for one that was taken back.
///
/// Lines are only appended, each in one write that is on disk before it counts. Last bytes without a line feed are what
/// a process left that died while it wrote: nobody was told of them, and the next line takes their place.
struct IdentityFile {
  private let path: String
  /// Where the next line begins.
  private var end = 0

  /// Whose pseudonym a tag is; nil for a claim that was taken back.
  typealias Line = (tag: IdentityTag, person: String?)

  init(_ path: String) { self.path = path }

  /// The lines, in their order.
  ///
  /// - Throws: `LedgerError.damaged` for a complete line that is not one.
  mutating func read() throws -> [Line] {
    guard Files.exists(path) else { return [] }
    let bytes = try Files.read(path, limit: 1 << 30)
    var lines: [Line] = []
    end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    for text in bytes[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      guard let line = Self.line(text) else {
        throw LedgerError(
          .damaged,
          "line \(lines.count + 1) of \(path) is not a tag and a pseudonym: bring the file back from its backup")
      }
      lines.append(line)
    }
    return lines
  }

  /// Appends a line; returns once it is on disk.
  mutating func append(_ line: Line) throws(FileError) {
    let bytes = Array("\(Hex.text(line.tag.bytes)) \(line.person ?? "-")\n".utf8)
    let isNew = !Files.exists(path)
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("open", path) }
    defer { Glibc.close(descriptor) }
    guard ftruncate(descriptor, off_t(end)) == 0, lseek(descriptor, off_t(end), SEEK_SET) == end else {
      throw Files.failure("shorten", path)
    }
    do throws(FileError) {
      try Files.write(bytes, to: descriptor, path)
      guard fsync(descriptor) == 0 else { throw Files.failure("flush", path) }
    } catch {
      // What may stand there does not count.
      _ = ftruncate(descriptor, off_t(end))
      throw error
    }
    if isNew { try Files.syncDirectory(of: path) }
    end += bytes.count
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> Line? {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, words[0].utf8.count == 64, let tag = Hex.bytes(String(words[0])), !words[1].isEmpty else {
      return nil
    }
    return (IdentityTag(tag), words[1] == "-" ? nil : String(words[1]))
  }
}
