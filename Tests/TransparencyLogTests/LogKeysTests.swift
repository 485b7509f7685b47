import Testing
import TransparencyLog

@Suite("The keys of a log") struct LogKeysTests {
  private func key(_ seed: UInt8, _ name: String = "example.com/log") throws -> SigningKey {
    try SigningKey(name: KeyName(name), seed: Array(repeating: seed, count: 32))
  }

  /// A log that changed its key at positions 3 and 3 + 1, and at 9.
  private func keys() throws -> (LogKeys, [SigningKey]) {
    let all = try (1...4).map { try key($0) }
    var keys = LogKeys(all[0].verifierKey)
    for (place, position) in [Position(3), 4, 9].enumerated() {
      try keys.change(at: position, from: all[place].verifierKey, to: all[place + 1].verifierKey)
    }
    return (keys, all)
  }

  @Test func theSizeThatEndsWithAChangeIsTheOldKeys() throws {
    let (keys, all) = try keys()
    let signers = (0...12).map { size in all.firstIndex { $0.verifierKey == keys.key(at: LogSize(UInt64(size))) } }
    #expect(signers == [0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 3, 3])
    #expect(keys.first == all[0].verifierKey && keys.current == all[3].verifierKey)
  }

  @Test func aCheckpointIsTheKeysOfItsSizeAlone() throws {
    let (keys, all) = try keys()
    for size in 1...12 as ClosedRange<UInt64> {
      for key in all {
        let note = try Checkpoint.sign(size: LogSize(size), root: .leaf([1]), key: key).note
        if key.verifierKey == keys.key(at: LogSize(size)) {
          #expect(try keys.verify(note).size.rawValue == size)
        } else {
          #expect(throws: CheckpointError.replacedKey(key.verifierKey, size: LogSize(size))) { try keys.verify(note) }
        }
      }
    }
  }

  @Test func aStrangersCheckpointIsRefusedAsEver() throws {
    let (keys, _) = try keys()
    let note = try Checkpoint.sign(size: 5, root: .leaf([1]), key: key(9)).note
    #expect(throws: CheckpointError.note(.noKnownSignature)) { try keys.verify(note) }
    let other = try Checkpoint.sign(size: 5, root: .leaf([1]), key: key(1, "example.com/other")).note
    #expect(throws: CheckpointError.note(.noKnownSignature)) { try keys.verify(other) }
  }

  @Test func aChangeFollowsOnThePresentKeyAndBringsANewOne() throws {
    let (before, all) = try keys()
    var keys = before
    let (first, current, next) = (all[0].verifierKey, all[3].verifierKey, try key(5).verifierKey)
    #expect(throws: KeyChangeError.notTheKey(first, position: 11, current: current)) {
      try keys.change(at: 11, from: first, to: next)
    }
    #expect(throws: KeyChangeError.notTheKey(current, position: 9, current: current)) {
      try keys.change(at: 9, from: current, to: next)
    }
    #expect(throws: KeyChangeError.usedBefore(first, position: 11)) {
      try keys.change(at: 11, from: current, to: first)
    }
    let other = try key(6, "example.com/other").verifierKey
    let witness = try CosigningKey(name: KeyName("example.com/log"), seed: Array(repeating: 7, count: 32)).verifierKey
    for wrong in [other, witness] {
      #expect(throws: KeyChangeError.wrongKind(wrong, position: 11)) {
        try keys.change(at: 11, from: current, to: wrong)
      }
    }
    #expect(keys == before)
    try keys.change(at: 10, from: current, to: next)
    #expect(keys.key(at: 11) == current && keys.key(at: 12) == next)
  }
}
