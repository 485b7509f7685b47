import EventLedger
import EventModel
import Glibc
import LocalFiles
import TestSupport
import Testing
import TransparencyLog

/// What this ledger publishes satisfies software that shares nothing with it: `Examples/auditor`, in Python.
@Suite(.enabled(if: Auditor.isUsable, "python3, and its package cryptography or openssl, are not installed"))
struct AuditorTests {
  @Test func anExportAndAPublishedFolderAreVerified() throws {
    let log = try PublishedStreet()
    for path in [log.folder, log.export] {
      let outcome = try Auditor.run("check", path, "--key", log.key)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.hasPrefix("verified: 11 records"))
    }
  }

  @Test(arguments: ["checkpoint", "tile/0/000.p/11", "tile/entries/000.p/11"] as [String])
  func aChangedByteIsFoundInItsFile(_ name: String) throws {
    let log = try PublishedStreet()
    let path = "\(log.folder)/\(name)"
    var bytes = try Files.read(path)
    bytes[bytes.count / 2] ^= 1
    try Files.write(bytes, to: path)
    let outcome = try Auditor.run("check", log.folder, "--key", log.key)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("WRONG: \(path)"), "\(outcome.output)\(outcome.errors)")
  }

  @Test(arguments: [1, -1]) func aBundleOfAnotherLengthIsNamed(_ change: Int) throws {
    let log = try PublishedStreet()
    let path = "\(log.folder)/tile/entries/000.p/11"
    let bytes = try Files.read(path)
    try Files.write(change > 0 ? bytes + [0] : bytes.dropLast(), to: path)
    let outcome = try Auditor.run("check", log.folder, "--key", log.key)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("WRONG: \(path)"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func aMissingTileIsNamed() throws {
    let log = try PublishedStreet()
    try Files.removeTree("\(log.folder)/tile/0")
    let outcome = try Auditor.run("check", log.folder, "--key", log.key)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("tile/0/000.p/11: is missing"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func aChangedRecordOfAnExportIsFoundInItsLine() throws {
    let log = try PublishedStreet()
    let text = String(decoding: try Files.read(log.export), as: UTF8.self)
    // The first byte of the first record.
    let changed = text.replacing("\"record\":\"Cg", with: "\"record\":\"Cw", maxReplacements: 1)
    #expect(changed != text)
    try Files.write(Array(changed.utf8), to: log.export)
    let outcome = try Auditor.run("check", log.export, "--key", log.key)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("WRONG: \(log.export), line 1:"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func anotherLogsKeyDoesNotVerify() throws {
    let (log, other) = (try PublishedStreet(), try PublishedStreet())
    let outcome = try Auditor.run("check", log.folder, "--key", other.key)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("/checkpoint: has no signature by the key"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func aChangeOfTheLogsKeyIsFollowed() throws {
    let log = try PublishedStreet(changesKey: true)
    for path in [log.folder, log.export] {
      for key in [log.firstKey, log.key] {
        let outcome = try Auditor.run("check", path, "--key", key)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasPrefix("verified: 13 records"))
      }
    }
    // Without the proof nothing leads from the first key to the one that signs.
    try Files.removeTree("\(log.folder)/keys")
    #expect(try Auditor.run("check", log.folder, "--key", log.key).status == 0)
    let outcome = try Auditor.run("check", log.folder, "--key", log.firstKey)
    #expect(outcome.output.contains("/checkpoint: has no signature by the key"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func aChangedProofOfAKeyIsFound() throws {
    let log = try PublishedStreet(changesKey: true)
    let path = "\(log.folder)/keys/1.tlog-proof"
    let proof = String(decoding: try Files.read(path), as: UTF8.self)
    for (old, new) in [("index 11", "index 10"), ("extra C", "extra D"), ("\n\nalbo", "\n\nalba")] {
      try Files.write(Array(proof.replacing(old, with: new, maxReplacements: 1).utf8), to: path)
      let outcome = try Auditor.run("check", log.folder, "--key", log.firstKey)
      #expect(outcome.status == 1 && outcome.output.contains("change of key 1"), "\(outcome.output)\(outcome.errors)")
    }
  }

  @Test func theNewKeyAloneRewritesNothing() throws {
    let log = try PublishedStreet(changesKey: true)
    try Forgery(log.folder, keyFile: "\(log.ledger)/keys/log.key").rewrite { $0[3][$0[3].count - 1] ^= 1 }
    let outcome = try Auditor.run("check", log.folder, "--key", log.firstKey)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("the first 12 records are not those signed by the key"), "\(outcome.output)")
  }

  @Test func aReplacedKeySignsNothingMore() throws {
    let log = try PublishedStreet(changesKey: true)
    let old = try VerifierKey(log.firstKey).keyID
    try Forgery(log.folder, keyFile: "\(log.ledger)/keys/log.key.\(old)").rewrite()
    try Files.removeTree("\(log.folder)/keys")
    let outcome = try Auditor.run("check", log.folder, "--key", log.firstKey)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("by its records the log's key is \(log.key)"), "\(outcome.output)")
  }

  /// What was made to end the program without a word that a person understands, or never.
  @Test(arguments: ["size", "entries", "change", "line", "end"] as [String])
  func whateverIsMalformedIsNamed(_ what: String) throws {
    let log = try PublishedStreet(changesKey: true)
    let nested = Array(repeating: UInt8(ascii: "["), count: 100_000)
    var lines = try Files.read(log.export).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    switch what {
    case "size":
      try Forgery(log.folder, keyFile: "\(log.ledger)/keys/log.key").sign(LogSize(1 << 50), .emptyRoot)
    case "entries": try Files.write(Array(repeating: UInt8(ascii: "9"), count: 5000), to: "\(log.folder)/entries")
    case "change":
      try Files.write(Files.read("\(log.folder)/keys/1.tlog-proof"), to: "\(log.folder)/keys/2.tlog-proof")
    default: lines[what == "line" ? 0 : lines.count - 1] = nested
    }
    try Files.write(Array(lines.joined(separator: [UInt8(ascii: "\n")]) + [UInt8(ascii: "\n")]), to: log.export)
    let source = ["line", "end"].contains(what) ? log.export : log.folder
    let outcome = try Auditor.run("check", source, "--key", log.firstKey)
    #expect(outcome.status == 1 && outcome.output.contains("WRONG: \(source)"), "\(outcome.output)")
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test(.enabled(if: Auditor.canRecount, "protoc, or Python's package protobuf, is not installed"))
  func anElectionIsCountedAgain() throws {
    let log = try PublishedStreet()
    for path in [log.folder, log.export] {
      let outcome = try Auditor.run("recount", path, "street", "--key", log.key)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.contains("6 live ballots, 0 blank, 9 votes; 2 of 3 projects are funded"))
      #expect(outcome.output.contains("agrees with what was certified"))
    }
    let unknown = try Auditor.run("recount", log.folder, "nowhere", "--key", log.key)
    #expect(unknown.status == 1)
  }
}

/// The program in Python.
private enum Auditor {
  /// The python of ALBO_PYTHON, else the one on the path.
  private static let python = getenv("ALBO_PYTHON").map { String(cString: $0) } ?? "python3"
  /// Whether what it needs is installed.
  static let isUsable = succeeds(
    "'\(python)' -c 'import cryptography' || { '\(python)' --version && openssl version; }")
  static let canRecount = succeeds("protoc --version && '\(python)' -c 'import google.protobuf'")

  static func run(_ arguments: String...) throws -> Outcome {
    // Without -B it would leave its bytecode beside the sources.
    let program = "\(Products.packageRoot)/Examples/auditor/auditor.py"
    return try Products.run(["/usr/bin/env", python, "-B", program] + arguments)
  }

  private static func succeeds(_ script: String) -> Bool {
    (try? Products.run(["/bin/sh", "-c", script]))?.status == 0
  }
}
