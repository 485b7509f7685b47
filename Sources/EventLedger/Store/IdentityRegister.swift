import Crypto
import EventModel
import LocalFiles
import LogAudit
import Synchronization

/// Which human has which pseudonym, beside the vault: so that nobody is enrolled under two.
///
/// It knows humans by tags alone (``IdentityTag``) and lies in `vault/identities`. A claim comes first, then the
/// enrolment is recorded. Only if that is refused is the claim taken back, and only if no other enrolment needs it:
///
/// ```swift
/// let tag = try identities.tag(of: code)
/// try identities.claim(tag, for: "p-1")   // IdentityTaken if the human has another pseudonym
/// do {
///   … record …
///   identities.keep(tag)
/// } catch {
///   try identities.release(tag)
/// }
/// ```
///
/// A process that dies between the two leaves the claim, which the same human may make again for the same pseudonym.
/// Only the process that writes to the ledger may ask: what it has read, it keeps in memory.
public final class IdentityRegister: Sendable {
  private let keyPath: String
  private let isWritable: Bool
  // Files are read and written inside: whoever comes second must find what the first has claimed.
  private let state: Mutex<State>

  init(_ directory: LedgerDirectory, isWritable: Bool) {
    keyPath = directory.keys + "/identity.key"
    self.isWritable = isWritable
    state = Mutex(State(file: IdentityFile(directory.vault + "/identities")))
  }

  /// The tag of a tax code, which must be normalised. The first call makes the key, `keys/identity.key`.
  ///
  /// - Throws: `LedgerError`: `readOnly` for a ledger opened to read, `identityKeyMissing` if tags were made with a key
  ///   that is no longer there; `FileError`.
  public func tag(of code: String) throws -> IdentityTag {
    try withState { state in
      let key = try state.key ?? readKey(isFirst: state.persons.isEmpty)
      state.key = key
      return IdentityTag(Array(HMAC<SHA256>.authenticationCode(for: Array(code.utf8), using: key)))
    }
  }

  /// The pseudonym that a human has, or is about to get; nil if there is none.
  ///
  /// - Throws: `LedgerError`, `FileError`.
  public func person(of tag: IdentityTag) throws -> String? { try withState { $0.persons[tag]?.name } }

  /// Claims a pseudonym for a human, durably; the same claim may be made again.
  ///
  /// Each claim must be followed by ``keep(_:)`` or ``release(_:)``.
  /// - Throws: `IdentityTaken` if the human has another pseudonym, or the pseudonym another human; `InvalidAct` for a
  ///   pseudonym that is no id; `LedgerError`, `FileError`.
  public func claim(_ tag: IdentityTag, for person: String) throws {
    guard ID<IdentityTag>(person) != nil else {
      throw InvalidAct(field: "person", reason: "“\(person)”: expected \(ID<IdentityTag>.expectation)")
    }
    try withState { state in
      if let known = state.persons[tag], known.name != person { throw IdentityTaken(kind: .human, person: known.name) }
      if let holder = state.tags[person], holder != tag { throw IdentityTaken(kind: .pseudonym, person: person) }
      if state.persons[tag] == nil {
        try state.file.append((tag, person))
        state.put(person, tag, isKept: false)
      }
      state.persons[tag]?.open += 1
    }
  }

  /// Says that an enrolment was recorded, or may have been: its claim stays.
  public func keep(_ tag: IdentityTag) {
    state.withLock { state in
      state.persons[tag]?.open -= 1
      state.persons[tag]?.isKept = true
    }
  }

  /// Says that an enrolment was refused: its claim is taken back, unless another enrolment holds the same one.
  ///
  /// - Throws: `FileError` if the disk refuses; then the claim stays.
  public func release(_ tag: IdentityTag) throws {
    try withState { state in
      state.persons[tag]?.open -= 1
      guard let known = state.persons[tag], known.open == 0, !known.isKept else { return }
      do { try state.file.append((tag, nil)) } catch {
        state.persons[tag]?.isKept = true
        throw error
      }
      state.remove(tag)
    }
  }

  private func withState<Result>(_ body: (inout State) throws -> Result) throws -> Result {
    guard isWritable else {
      throw LedgerError(.readOnly, "this ledger was opened for reading: only the process that writes to it can enrol")
    }
    return try state.withLock { state in
      try state.read()
      return try body(&state)
    }
  }

  private func readKey(isFirst: Bool) throws -> SymmetricKey {
    if !Files.exists(keyPath) {
      // Under a new key everybody would look like somebody new.
      guard isFirst else {
        throw LedgerError(
          .identityKeyMissing, "\(keyPath) is missing, but persons were enrolled with it: bring it back from its backup"
        )
      }
      var generator = SystemRandomNumberGenerator()
      try Files.writeOnce((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }, to: keyPath)
    }
    let bytes = try Files.read(keyPath)
    guard bytes.count == 32 else {
      throw LedgerError(.damaged, "\(keyPath) has \(bytes.count) bytes, not 32: bring it back from its backup")
    }
    return SymmetricKey(data: bytes)
  }
}

extension IdentityRegister {
  /// What the file says, and who is being enrolled.
  fileprivate struct State: Sendable {
    /// The pseudonym of a human.
    struct Person {
      var name: String
      /// Enrolments that have not ended.
      var open = 0
      /// Whether it stays, whatever becomes of those.
      var isKept: Bool
    }

    var file: IdentityFile
    var key: SymmetricKey?
    private(set) var tags: [String: IdentityTag] = [:]
    var persons: [IdentityTag: Person] = [:]
    private var isRead = false

    init(file: IdentityFile) { self.file = file }

    mutating func read() throws {
      guard !isRead else { return }
      for line in try file.read() {
        remove(line.tag)
        if let person = line.person { put(person, line.tag, isKept: true) }
      }
      isRead = true
    }

    mutating func put(_ person: String, _ tag: IdentityTag, isKept: Bool) {
      persons[tag] = Person(name: person, isKept: isKept)
      tags[person] = tag
    }

    mutating func remove(_ tag: IdentityTag) {
      if let person = persons.removeValue(forKey: tag) { tags[person.name] = nil }
    }
  }
}
