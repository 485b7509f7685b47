import EventLedger
import EventModel
import LocalFiles
import LogAudit
import LogHTTP
import Testing
import TransparencyLog

/// A forgery without a flaw: one entry of the past is another, all that is derived is made anew, and the log's true key
/// has signed it. Only who remembers can tell.
@Suite struct ForgedLedgerTests {
  /// A forgery as large as the truth, a larger and a smaller one, and what the witness keeps of each.
  @Test(
    arguments: [
      (6, .forkedHistory(size: 6), ["fork"]), (9, .forkedHistory(size: 6), ["unproved"]),
      (4, .restoredBackup(published: 6, held: 4), []),
    ] as [(UInt64, LedgerError.Code, [String])])
  func isNeitherCosignedNorPublished(size: UInt64, code: LedgerError.Code, kept: [String]) async throws {
    try await withDirectory { directory in
      let (truth, forgery) = (directory + "/city.albo", directory + "/forged.albo")
      let key = try await Self.make(truth, forgery, size: size)
      try await withWitness(directory + "/witness", logs: [key]) { witness in
        let folder = directory + "/public"
        try await Self.publish(truth, folder, witness)
        let published = try Files.read(folder + "/checkpoint")

        let error = await #expect(throws: LedgerError.self) {
          try await Self.publish(forgery, directory + "/forged", witness)
        }
        #expect(error?.code == code)
        #expect(!Files.exists(directory + "/forged/checkpoint"))
        let recording = await #expect(throws: LedgerError.self) { try await Self.append(1, to: forgery, witness) }
        #expect(recording?.code == code)

        let evidence = directory + "/witness/evidence"
        let names = Files.exists(evidence) ? try Files.list(evidence) : []
        #expect(names.map { String($0.prefix { $0 != "-" }) } == kept)
        for name in names {
          let text = String(decoding: try Files.read("\(evidence)/\(name)"), as: UTF8.self)
          let lie = try Self.open(forgery, nil, .reader).checkpoint().note.serialized
          #expect(text.contains(lie) && text.contains(String(decoding: published, as: UTF8.self)))
        }
        // The truth goes on.
        try await Self.append(1, to: truth, witness)
        try await Self.publish(truth, folder, witness)
      }
    }
  }

  // MARK: Two ledgers

  private struct HeldClock: LedgerClock {
    var now: Instant { Instant(microseconds: 1_669_374_000_000_000) }
    var uptime: Int64 { 5_000_000 }
  }

  private static let blob = ActType(static: "test.v1.Blob")

  private static func open(
    _ path: String, _ witness: RunningWitness?, _ mode: EventStore.Mode = .writer
  ) throws -> EventStore {
    try EventStore.open(at: path, mode: mode, registry: ActRegistry([]).adding(opaque: blob), options: options(witness))
  }

  private static func options(_ witness: RunningWitness?) -> OpeningOptions {
    // Time that a busy machine does not use up.
    var access = WitnessAccess.http(timeout: .seconds(3600)) { _ in }
    access.patience = .seconds(3600)
    return OpeningOptions(
      clock: HeldClock(), program: "tests", maximumLogSize: 1 << 32, witnesses: witness.map { _ in access })
  }

  /// A log of six events, and one of so many that has the first two of them, another third, and the same after that.
  private static func make(_ truth: String, _ forgery: String, size: UInt64) async throws -> VerifierKey {
    let store = try await EventStore.create(
      at: truth, origin: KeyName("log.example/forged"), registry: ActRegistry([]).adding(opaque: blob),
      options: options(nil))
    await store.close()
    try await append(1, to: truth, nil)
    try #require(try ChildProcess(["/bin/cp", "-a", "--sparse=always", truth, forgery]).wait() == 0)
    for number in 2...5 as ClosedRange<UInt8> { try await append(number, to: truth, nil) }
    for number in 2..<UInt8(size) { try await append(number, to: forgery, nil, bytes: number == 2 ? [1] : []) }
    let (held, forged) = (try open(truth, nil, .reader), try open(forgery, nil, .reader))
    for position in 0..<min(size, 6) {
      let same = try held.event(at: Position(position)).record == forged.event(at: Position(position)).record
      #expect(same == (position != 2))
    }
    let key = held.verifierKey
    #expect(forged.verifierKey == key)
    await held.close()
    await forged.close()
    return key
  }

  private static func append(
    _ number: UInt8, to path: String, _ witness: RunningWitness?, bytes: [UInt8] = []
  ) async throws {
    try await using(open(path, witness)) { store in
      let name = try #require(StreamName("blob/forged"))
      // Ids of version 7, in order.
      let first = try store.size.rawValue
      let id = CommandID(bytes: [1, 0x84, 0xAC, 0, 0, 0, 0x70, UInt8(first), 0x80, 0, 0, 0, 0, 0, 0, number])
      _ = try await store.append(
        OpaqueCommand(
          id: try #require(id), acts: [OpaqueAct(type: blob, stream: name, bytes: bytes)],
          actor: #require(Actor("office:clerk"))), by: Submitter(recorder: "tester"))
    }
  }

  private static func publish(_ path: String, _ folder: String, _ witness: RunningWitness) async throws {
    try await using(open(path, witness, .reader)) { store in
      try store.setPolicy(Array("witness w \(witness.key) \(witness.url)/\nquorum w\n".utf8))
      try await LogPublisher(store, folder: folder).publishCosigned(within: .seconds(3600))
    }
  }

  private static func using(_ store: EventStore, _ body: (EventStore) async throws -> Void) async throws {
    do { try await body(store) } catch {
      await store.close()
      throw error
    }
    await store.close()
  }
}
