import EventLedger
import Testing
import TransparencyLog

/// The server against c2sp.org/tlog-witness, over real HTTP.
@Suite struct ProtocolTests {
  private let log: MemoryLog

  init() throws { log = try MemoryLog(size: 20) }

  /// A witness that has cosigned size 5.
  private func withFive(_ body: @Sendable (RunningWitness) async throws -> Void) async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] witness in
        #expect(try await witness.post(log.request(0, 5).text).status == 200)
        try await body(witness)
      }
    }
  }

  @Test func cosignsWhatGrows() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey], clock: { 1_700_000_000 }) { [log] witness in
        var last = 0
        for size in [0, 1, 1, 2, 8, 8, 13, 20] {
          let answer = try await witness.post(log.request(last, size).text)
          #expect(answer.status == 200, "\(last) to \(size): \(answer.body)")
          #expect(answer.type == "text/plain; charset=utf-8")
          let cosignature = try witness.cosignature(answer, of: log.checkpoint(size))
          #expect(cosignature?.posixSeconds == 1_700_000_000)
          last = size
        }
      }
    }
  }

  @Test func tellsTheSizeThatItCosigned() async throws {
    try await withFive { [log] witness in
      for old in [0, 4, 6] {
        let answer = try await witness.post(log.request(old, 9).text)
        #expect(answer.status == 409)
        #expect(answer.body == "5\n")
        #expect(answer.type == "text/x.tlog.size")
      }
    }
  }

  @Test func aConflictIsToldBeforeTheProofIsLookedAt() async throws {
    try await withFive { [log] witness in
      let proof = ConsistencyProof(oldSize: 4, newSize: 9, path: [])
      let request = try WitnessRequest(proof: proof, checkpoint: log.checkpoint(9))
      #expect(try await witness.post(request.text).status == 409)
    }
  }

  @Test func anUnknownLogIsNotFoundWhoeverSigned() async throws {
    try await withFive { [log] witness in
      let other = try MemoryLog("other.example/log", size: 5, seed: 9)
      #expect(try await witness.post(other.request(0, 3).text).status == 404)
      // Not even if the signature is of the known key.
      let text = try other.checkpoint(3).text
      let note = try SignedNote(text: text, signatures: [log.key.sign(text)])
      #expect(try await witness.post("old 0\n\n\(note)").status == 404)
    }
  }

  @Test func refusesWhatTheLogHasNotSigned() async throws {
    try await withFive { [log] witness in
      let impostor = try MemoryLog(size: 20, seed: 2)
      #expect(try await witness.post(impostor.request(5, 9).text).status == 403)
      let key = log.key.verifierKey
      let forged = try #require(NoteSignature(name: key.name, keyID: key.keyID, bytes: Array(repeating: 1, count: 64)))
      let note = try log.checkpoint(9).note
      let lines = [[forged], [forged] + note.signatures, note.signatures + [forged]]
      for signatures in lines {
        let body = try "old 5\n\n\(SignedNote(text: note.text, signatures: signatures))"
        #expect(try await witness.post(body).status == 403)
      }
    }
  }

  @Test func linesOfUnknownKeysDoNotMatter() async throws {
    try await withFive { [log] witness in
      let impostor = try MemoryLog(size: 20, seed: 2)
      let note = try log.checkpoint(9).note
      let lines = try impostor.checkpoint(9).note.signatures + note.signatures
      let request = try log.request(5, 9).text.replacing(
        note.serialized, with: SignedNote(text: note.text, signatures: lines).serialized)
      #expect(try await witness.post(request).status == 200)
      let served = try await witness.get(WitnessProtocol.checkpointPath(of: log.key.verifierKey.name))
      #expect(
        try SignedNote(parsing: served.body).signatures.map(\.name.text) == [
          "log.example/test", "witness.example/test",
        ])
    }
  }

  /// Whoever repeats the log's own line makes the witness neither fail nor keep and serve it a hundred times.
  @Test func aRepeatedLineIsKeptOnce() async throws {
    try await withFive { [log] witness in
      let genuine = try log.checkpoint(9).note
      let line = try #require(genuine.signatures.first)
      let note = try SignedNote(text: genuine.text, signatures: Array(repeating: line, count: 100))
      let proof = try log.request(5, 9).text.replacing(genuine.serialized, with: note.serialized)
      let answer = try await witness.post(proof)
      #expect(answer.status == 200)
      let served = try await witness.get(WitnessProtocol.checkpointPath(of: log.key.verifierKey.name))
      #expect(served.body == genuine.serialized + answer.body)
    }
  }

  @Test func refusesWhatCannotBeRead() async throws {
    try await withFive { [log] witness in
      let note = try log.checkpoint(9).note.serialized
      let zeros = MerkleHash.emptyRoot.base64 + "\n"
      let bodies = [
        "", "old 5\n", "old 05\n\n\(note)", "old -1\n\n\(note)", "old 5\nabc\n\n\(note)", "old 5\n\(note)",
        "old 5\n" + String(repeating: zeros, count: 64) + "\n\(note)", "old 5\n\nlog.example/test\n9\n",
      ]
      for body in bodies { #expect(try await witness.post(body).status == 400, "\(body.prefix(40))") }
    }
  }

  @Test func anOldSizeAboveTheCheckpointIsABadRequest() async throws {
    try await withFive { [log] witness in
      for old in [5, 6, 100] {
        let body = try "old \(old)\n\n\(log.checkpoint(3).note)"
        #expect(try await witness.post(body).status == 400)
      }
    }
  }

  @Test func refusesWhatDoesNotContinue() async throws {
    try await withFive { [log] witness in
      let fork = log.forked(at: 2)
      let wrong = [
        try fork.request(5, 9).text,  // another history
        try fork.request(5, 5).text,  // another root of the same size
        try "old 5\n\n\(log.checkpoint(9).note)",  // no proof
        try "old 5\n\(MerkleHash.emptyRoot.base64)\n\n\(log.checkpoint(5).note)",  // a proof of nothing
      ]
      for body in wrong { #expect(try await witness.post(body).status == 422) }
      #expect(try await witness.post(log.request(5, 9).text).status == 200)
    }
  }

  @Test func fromNothingThereIsNoProofAndOneRoot() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] witness in
        let proof = try "old 0\n\(MerkleHash.emptyRoot.base64)\n\n\(log.checkpoint(5).note)"
        #expect(try await witness.post(proof).status == 422)
        let text = "log.example/test\n0\n\(MerkleHash.leaf([]).base64)\n"
        let note = try SignedNote(text: text, signatures: [log.key.sign(text)])
        #expect(try await witness.post("old 0\n\n\(note)").status == 422)
        #expect(try await witness.post(log.request(0, 0).text).status == 200)
      }
    }
  }

  @Test func servesWhatItCosignedLast() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] witness in
        let path = WitnessProtocol.checkpointPath(of: log.key.verifierKey.name)
        #expect(try await witness.get(path).status == 404)
        for (old, size) in [(0, 5), (5, 9)] {
          let cosigned = try await witness.post(log.request(old, size).text)
          let served = try await witness.get(path)
          #expect(served.status == 200)
          let expected = try log.checkpoint(size).note.serialized + cosigned.body
          #expect(served.body == expected)
        }
      }
    }
  }

  @Test func otherPathsAndMethods() async throws {
    try await withFive { [log] witness in
      let path = WitnessProtocol.checkpointPath(of: log.key.verifierKey.name)
      let answers = [
        try await witness.get(""), try await witness.get("checkpoint"), try await witness.get(path.uppercased()),
        try await witness.get("add-checkpoint"), try await witness.send(.PUT, "add-checkpoint", "old 0\n"),
        try await witness.post("", to: path),
      ]
      #expect(answers.map(\.status) == [404, 404, 404, 405, 405, 405])
      #expect(try await witness.post(String(repeating: "x", count: 300_000)).status == 413)
    }
  }
}
