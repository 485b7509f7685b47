import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import LogHTTP
import Testing
import TransparencyLog

/// `albo witness` and `albo witnesses`, as a city uses them.
@Suite struct WitnessCommandTests {
  @Test func twoOfThreeWitnessesVouchForTheCity() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let status = try Products.albo("status", "--ledger", ledger, "--json").json()
    guard case .string(let key)? = status["verifierKey"] else {
      Issue.record("no key in \(status)")
      return
    }
    var library = try WitnessProcess.start(place.path + "/library", name: "library.example/w", logs: key)
    let university = try WitnessProcess.start(place.path + "/university", name: "university.example/w", logs: key)
    defer { for witness in [library, university] { witness.end(SIGKILL) } }
    let absent = try CosigningKey.generate(name: KeyName("absent.example/w")).verifierKey
    func policy() throws -> String {
      let lines = [library.line, university.line, "witness absent.example/w \(absent) http://127.0.0.1:1/"]
      let names = "library.example/w university.example/w absent.example/w"
      let path = place.path + "/policy"
      try Files.write(Array("\(lines.joined(separator: "\n"))\ngroup g 2 \(names)\nquorum g\n".utf8), to: path)
      return path
    }

    let set = try Products.albo("witnesses", "set", policy(), "--ledger", ledger)
    #expect(set.status == 0, "\(set.errors)")
    let folder = place.path + "/public"
    let published = try Products.albo("publish", folder, "--ledger", ledger)
    #expect(published.status == 0, "\(published.errors)")
    #expect(published.errors.contains("absent.example/w could not be asked"))
    let checkpoint = try Files.read(folder + "/checkpoint")
    #expect(try SignedNote(parsing: checkpoint).signatures.count == 3)
    let shown = try Products.albo("witnesses", "show", "--ledger", ledger)
    #expect(shown.output.contains(university.url) && shown.output.contains("never"))

    try verifyReceipts(place, ledger, key, policy: policy())

    // Without the library there is no quorum for what is new.
    library.end(SIGKILL)
    #expect(try Products.albo("publish", folder, "--ledger", ledger).status == 0)
    try recordMore(place, ledger)
    let refused = try Products.albo("publish", folder, "--ledger", ledger)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("the quorum is not met") && refused.errors.contains("library.example/w could not"))
    #expect(try Files.read(folder + "/checkpoint") == checkpoint)

    // It forgot nothing, and comes back under another address.
    let identity = library.key
    library = try WitnessProcess.start(place.path + "/library", name: "library.example/w", logs: key)
    #expect(library.key == identity)
    _ = try Products.albo("witnesses", "set", policy(), "--ledger", ledger)
    #expect(try Products.albo("publish", folder, "--ledger", ledger).status == 0)
    #expect(try Files.read(folder + "/checkpoint") != checkpoint)
    #expect(library.end() == 0)
    #expect(university.end() == 0)
  }

  private func verifyReceipts(_ place: TemporaryDirectory, _ ledger: String, _ key: String, policy: String) throws {
    let albo = Products.directory + "/albo"
    func receipt(_ options: String..., to name: String) throws -> String {
      let answer = try Products.run([albo, "receipt", "3"] + options + ["--ledger", ledger])
      try Files.write(Array(answer.output.utf8), to: "\(place.path)/\(name)")
      return "\(place.path)/\(name)"
    }
    let record = place.path + "/record"
    let plain = try receipt("--record", record, to: "plain")
    let cosigned = try receipt("--cosigned", to: "cosigned")
    _ = try withDaemon(ledger, place.path + "/s") {
      let answer = try Products.run([albo, "receipt", "3", "--cosigned", "--socket", place.path + "/s"])
      #expect(try Array(answer.output.utf8) == Files.read(cosigned), "\(answer.errors)")
    }
    func verify(_ file: String, _ options: String...) throws -> Outcome {
      try Products.run([albo, "verify-receipt", file, "--record", record] + options)
    }
    #expect(try verify(plain, "--key", key).status == 0)
    let verified = try verify(cosigned, "--key", key, "--policy", policy)
    #expect(verified.status == 0 && verified.output.contains("the quorum is met"), "\(verified.errors)")
    let uncosigned = try verify(plain, "--key", key, "--policy", policy)
    #expect(uncosigned.status == 1 && uncosigned.errors.contains("--cosigned"))
    #expect(try verify(cosigned, "--policy", policy).status == 1)
    #expect(try verify(cosigned).status == 2)
  }

  /// Something to publish.
  private func recordMore(_ place: TemporaryDirectory, _ ledger: String) throws {
    let text = try String(decoding: Files.read(Products.packageRoot + "/Examples/street.pb"), as: UTF8.self)
    try Files.write(Array(text.replacing("street", with: "square").utf8), to: place.path + "/square.pb")
    let imported = try Products.albo("import", "pabulib", place.path + "/square.pb", "--ledger", ledger)
    #expect(imported.status == 0, "\(imported.errors)")
  }

  @Test func aRestoredBackupIsServedByNoDaemonAndWrittenByNoCommand() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let folder = place.path + "/public"
    #expect(try Products.albo("publish", folder, "--ledger", ledger).status == 0)
    let key = try String(decoding: Files.read(folder + "/.albo-publish"), as: UTF8.self).split(separator: "\n")[0]
    let witness = try WitnessProcess.start(place.path + "/w", name: "w.example/w", logs: String(key))
    defer { witness.end() }
    try Files.write(Array("\(witness.line)\nquorum w.example/w\n".utf8), to: place.path + "/policy")
    #expect(try Products.albo("witnesses", "set", place.path + "/policy", "--ledger", ledger).status == 0)
    let backup = place.path + "/backup"
    #expect(try Products.run(["/bin/cp", "-a", ledger, backup]).status == 0)
    try recordMore(place, ledger)
    #expect(try Products.albo("publish", folder, "--ledger", ledger).status == 0)
    try Files.removeTree(backup + "/publish")

    let socket = place.path + "/s"
    let daemon = try Products.run([Products.directory + "/albod", "--ledger", backup, "--socket", socket])
    #expect(daemon.status == 1 && daemon.errors.contains("the witness w.example/w shows this log with"))
    #expect(!Files.exists(socket))
    let file = place.path + "/square.pb"
    let imported = try Products.albo("import", "pabulib", file, "--ledger", backup)
    #expect(imported.status == 1 && imported.errors.contains("it is a restored backup"))
    let restored = try Products.albo("restore", "--accept", "--from", folder, "--ledger", backup)
    #expect(restored.status == 0, "\(restored.errors)")
    try recordMore(place, backup)
  }

  @Test func killedUnderLoadAWitnessForgetsNothing() async throws {
    let place = try TemporaryDirectory()
    let tree = MerkleTree(reading: LeafReader(leaves: (0..<240).map { .leaf([$0]) }))
    let key = try SigningKey.generate(name: KeyName("log.example/load"))
    var acknowledged = LogSize.zero
    for round in 1...3 {
      let witness = try WitnessProcess.start(
        place.path + "/witness", name: "witness.example/w", logs: key.verifierKey.text)
      let client = try #require(HTTPWitness(url: witness.url))
      let last = try await client.lastCheckpoint(of: key.verifierKey.name)
      let held = try last.map { try Checkpoint(verifying: $0, key: key.verifierKey) }
      // The one that was on its way may be there or not.
      #expect((held?.size ?? .zero) >= acknowledged && (held?.size.rawValue ?? 0) <= acknowledged.rawValue + 1)
      if let held { #expect(try held.root == tree.root(of: held.size)) }
      acknowledged = held?.size ?? .zero
      let end = UInt64(round) * 80
      let killer = Task { [acknowledged] in
        try await Self.wait(until: client, holds: LogSize((acknowledged.rawValue + end) / 2), of: key.verifierKey.name)
        witness.process.send(SIGKILL)
      }
      while acknowledged.rawValue < end {
        let next = acknowledged.advanced(by: 1)
        let checkpoint = try Checkpoint.sign(size: next, root: tree.root(of: next), key: key)
        let request = try WitnessRequest(
          proof: tree.consistencyProof(from: acknowledged, to: next), checkpoint: checkpoint)
        guard case .cosigned? = try? await client.cosign(request) else { break }
        acknowledged = next
      }
      _ = await killer.result
      witness.process.wait()
    }
    #expect(acknowledged > .zero)
  }

  @Test func evidenceIsKeptWholeOrNotAtAll() async throws {
    let place = try TemporaryDirectory()
    let key = try SigningKey.generate(name: KeyName("log.example/a"))
    let first = try WitnessRequest(
      proof: ConsistencyProof(oldSize: 0, newSize: 1, path: []),
      checkpoint: Checkpoint.sign(size: 1, root: .leaf([1]), key: key))
    let text = "log.example/a\n1\n\(MerkleHash.leaf([2]).base64)\n\(String(repeating: "x", count: 200_000))\n"
    let fork = try SignedNote(text: text, signatures: [key.sign(text)])
    let second = try WitnessRequest(parsing: "old 1\n\n\(fork)")
    let evidence = place.path + "/w/evidence"
    for (limit, kept) in [(300, 0), (nil, 1)] as [(Int?, Int)] {
      let witness = try WitnessProcess.start(
        place.path + "/w", name: "w.example/w", fileLimit: limit, logs: key.verifierKey.text)
      defer { witness.end() }
      let client = try #require(HTTPWitness(url: witness.url))
      _ = try await client.cosign(first)
      let answer = try await client.cosign(second)
      guard case .refused(422, _) = answer else {
        Issue.record("\(answer)")
        return
      }
      let files = try Files.list(evidence)
      #expect(files.count == kept, "\(files)")
    }
    let file = try #require(Files.list(evidence).first)
    #expect(String(decoding: try Files.read("\(evidence)/\(file)"), as: UTF8.self).contains(second.text))
  }

  private static func wait(until client: HTTPWitness, holds size: LogSize, of origin: KeyName) async throws {
    while let note = try? await client.lastCheckpoint(of: origin), let held = try? Checkpoint(unchecked: note).size,
      held < size
    { await Task.yield() }
  }

  @Test func aWitnessNeedsANameAndLogs() throws {
    let place = try TemporaryDirectory()
    let key = try SigningKey.generate(name: KeyName("log.example/a")).verifierKey.text
    let listen = ["--listen", "127.0.0.1:0"]
    let albo = [Products.directory + "/albo", "witness", place.path + "/w"]
    let unnamed = try Products.run(albo + listen + ["--log", key])
    #expect(unnamed.status == 1 && unnamed.errors.contains("--name"))
    let idle = try Products.run(albo + listen + ["--name", "w.example/w"])
    #expect(idle.status == 1 && idle.errors.contains("--log VKEY"))
    #expect(try Products.run(albo + ["--listen", "nowhere", "--log", key]).status == 2)
  }
}

/// A tree of fewer than 256 leaves.
private struct LeafReader: TileReader {
  let leaves: [MerkleHash]

  func hashes(level: Int, index: UInt64, width: Int) -> [MerkleHash] { Array(leaves.prefix(width)) }
}
