import EventLedger
import LocalFiles
import Testing
import TransparencyLog
import WitnessServer

/// What a witness keeps, and that nothing makes it forget.
@Suite struct StateTests {
  private let log: MemoryLog

  init() throws { log = try MemoryLog(size: 200) }

  /// Sizes and histories race; each client follows the conflicts that it is told.
  @Test func neverTwoRootsNorASmallerSize() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] witness in
        let fork = log.forked(at: 0)
        let accepted = try await withThrowingTaskGroup(of: [(size: Int, isFork: Bool)].self) { group in
          for client in 0..<100 {
            group.addTask {
              let (size, isFork) = (client + 1, client % 3 == 0)
              return try await Self.submit(isFork ? fork : log, size, to: witness).map { ($0, isFork) }
            }
          }
          return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(accepted.map(\.isFork)).count == 1)
        let path = WitnessProtocol.checkpointPath(of: log.key.verifierKey.name)
        let last = try Checkpoint(unchecked: SignedNote(parsing: await witness.get(path).body))
        let largest = accepted.map(\.size).max() ?? 0
        #expect(last.size == LogSize(UInt64(largest)))
      }
    }
  }

  /// Follows the conflicts that are told as long as the size may grow; returns the sizes that were cosigned.
  private static func submit(_ log: MemoryLog, _ size: Int, to witness: RunningWitness) async throws -> [Int] {
    var old = 0
    while old <= size {
      let answer = try await witness.post(log.request(old, size).text)
      if answer.status == 200 { return [size] }
      guard answer.status == 409, let told = Int(answer.body.dropLast()), told != old else { return [] }
      old = told
    }
    return []
  }

  @Test func aRestartForgetsNothing() async throws {
    try await withDirectory { directory in
      let logs = [log.key.verifierKey]
      let first = try await withWitness(directory, logs: logs) { [log] witness in
        let answer = try await witness.post(log.request(0, 7).text)
        #expect(answer.status == 200)
        return witness.key
      }
      try await withWitness(directory, logs: logs) { [log] witness in
        #expect(witness.key == first)
        let answer = try await witness.post(log.request(0, 9).text)
        #expect(answer.body == "7\n")
        #expect(try await witness.post(log.request(7, 9).text).status == 200)
      }
    }
  }

  @Test func timeDoesNotGoBackwards() async throws {
    try await withDirectory { directory in
      for (now, size, expected) in [(1000, 7, 1000), (900, 8, 1000), (1001, 9, 1001)] as [(Int64, Int, Int64)] {
        try await withWitness(directory, logs: [log.key.verifierKey], clock: { now }) { [log] witness in
          let answer = try await witness.post(log.request(size == 7 ? 0 : size - 1, size).text)
          #expect(try witness.cosignature(answer, of: log.checkpoint(size))?.posixSeconds == expected)
        }
      }
    }
  }

  @Test func keepsAForkAsEvidence() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] witness in
        #expect(try await witness.post(log.request(0, 7).text).status == 200)
        let fork = log.forked(at: 3)
        for _ in 0..<2 { #expect(try await witness.post(fork.request(7, 7).text).status == 422) }
        #expect(try await witness.post(fork.request(7, 9).text).status == 422)
        let names = try Files.list(directory + "/evidence")
        #expect(names.map { $0.prefix { $0 != "-" } } == ["fork", "unproved"])
        let text = String(decoding: try Files.read("\(directory)/evidence/\(names[0])"), as: UTF8.self)
        let both = [try fork.checkpoint(7).note.serialized, try log.checkpoint(7).note.serialized]
        #expect(both.allSatisfy { text.contains($0) })
      }
    }
  }

  @Test func evidenceIsBounded() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] witness in
        _ = try await witness.post(log.request(0, 7).text)
        for size in 8..<80 {
          let answer = try await witness.post("old 7\n\n\(log.checkpoint(size).note)")
          #expect(answer.status == 422)
        }
        let files = try Files.list(directory + "/evidence")
        #expect(files.count == 64)
      }
    }
  }

  @Test func twoKeysOfOneLogAreTrusted() async throws {
    try await withDirectory { directory in
      let next = try MemoryLog(size: 200, seed: 2)
      try await withWitness(directory, logs: [log.key.verifierKey, next.key.verifierKey]) { [log] witness in
        let answers = [
          try await witness.post(log.request(0, 7).text), try await witness.post(next.request(7, 9).text),
        ]
        #expect(answers.map(\.status) == [200, 200])
      }
    }
  }

  @Test func oneProcessRunsAWitness() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { [log] _ in
        let error = await #expect(throws: WitnessError.self) {
          try await withWitness(directory, logs: [log.key.verifierKey]) { _ in }
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("another process"))
      }
    }
  }

  @Test func aNameAndLogsAreNeeded() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, name: "w.example/a", logs: [log.key.verifierKey]) { _ in }
      for (name, logs) in [("w.example/b", [log.key.verifierKey]), ("w.example/a", [])] {
        await #expect(throws: WitnessError.self) { try await withWitness(directory, name: name, logs: logs) { _ in } }
      }
      try Files.write(Array("# the city\n\(log.key.verifierKey)\n".utf8), to: directory + "/logs")
      try await withWitness(directory, name: "w.example/a", logs: []) { [log] witness in
        let answer = try await witness.post(log.request(0, 7).text)
        #expect(answer.status == 200)
      }
      try Files.write(Array("\n\nnonsense\n".utf8), to: directory + "/logs")
      let error = await #expect(throws: WitnessError.self) {
        try await withWitness(directory, name: "w.example/a", logs: []) { _ in }
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains("line 3 of"))
    }
  }
}
