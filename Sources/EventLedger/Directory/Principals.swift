public import EventModel
import Glibc
import LocalFiles
import LogAudit
import Synchronization

/// As whom somebody may act.
public enum ActorScope: Hashable, Sendable {
  /// As anybody whom the rules of an act entitle: the ledger's own user, a program that has its directory.
  case any
  /// As these, and as whoever's name begins with one of the prefixes.
  case only(Set<Actor>, prefixes: [String] = [])

  /// Whether it includes an actor.
  public func contains(_ actor: Actor) -> Bool {
    switch self {
    case .any: true
    case .only(let actors, let prefixes):
      actors.contains(actor) || prefixes.contains { actor.description.hasPrefix($0) }
    }
  }
}

/// The file `principals` of a ledger: as whom each principal may act.
///
/// A line is a principal, `unix:UID` or `token:NAME`, and the actors that it may name, separated by spaces; `person:*`
/// names whoever begins so. What follows a `#` is a comment. The ledger's own user may name anybody; a principal that is
/// not in the file, nobody.
public final class Principals: Sendable {
  private let path: String
  private let state = Mutex<(stamp: Stamp, scopes: [String: ActorScope])?>(nil)

  /// When a file was last changed, and how long it is.
  private struct Stamp: Equatable {
    var seconds = 0
    var nanoseconds = 0
    var size: Int64 = -1
    var node: UInt64 = 0
  }

  package init(_ path: String) { self.path = path }

  /// As whom a principal may act, by the file as it stands now.
  ///
  /// - Throws: `LedgerError.damaged` with the line that cannot be read.
  public func scope(of principal: String) throws -> ActorScope {
    let stamp = stamp()
    if let known = state.withLock({ $0 }), known.stamp == stamp { return known.scopes[principal] ?? .only([]) }
    let scopes = stamp.size < 0 ? [:] : try Self.parse(String(decoding: Files.read(path), as: UTF8.self), path)
    state.withLock { $0 = (stamp, scopes) }
    return scopes[principal] ?? .only([])
  }

  private func stamp() -> Stamp {
    var status = Glibc.stat()
    guard stat(path, &status) == 0 else { return Stamp() }
    return Stamp(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int64(status.st_size),
      node: UInt64(status.st_ino))
  }

  /// Reads the lines of a file.
  package static func parse(_ text: String, _ path: String) throws -> [String: ActorScope] {
    var scopes: [String: ActorScope] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
      guard let principal = words.first else { continue }
      func wrong(_ what: String) -> LedgerError { LedgerError(.damaged, "\(path), line \(index + 1): \(what)") }
      guard isPrincipal(principal) else {
        throw wrong("“\(principal)” is not a principal: expected unix:UID or token:NAME")
      }
      guard scopes[principal] == nil else { throw wrong("“\(principal)” stands on an earlier line too") }
      var (actors, prefixes): (Set<Actor>, [String]) = ([], [])
      for word in words.dropFirst() {
        let name = word.last == "*" ? String(word.dropLast()) : word
        guard let actor = Actor(name), !actor.isReserved, word.last != "*" || name.last == ":" else {
          throw wrong(
            "“\(word)” is not an actor: expected office:ID, person:ID and the like, or person:* for all of them")
        }
        if word.last == "*" { prefixes.append(name) } else { actors.insert(actor) }
      }
      scopes[principal] = .only(actors, prefixes: prefixes)
    }
    return scopes
  }

  private static func isPrincipal(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, text.utf8.count <= 128 else { return false }
    return parts[0] == "unix" ? UInt32(parts[1]) != nil : parts[0] == "token"
  }
}
