import Crypto
import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Ties that a lot breaks: reproducible from a beacon named in advance and the records up to the close.
@Suite struct DrawnSeatTests {
  private static let beacon = Beacon(source: "drand quicknet", output: "round 42")

  private func city() throws -> MemoryCity {
    let city = MemoryCity()
    try city.open(
      .candidacies {
        $0.tieBreak = [.draw]
        $0.beacon = Self.beacon
      }, candidates: ["ann", "bea", "cleo", "dora"])
    try city.vote(["ann", "ann", "bea", "cleo", "dora"])
    return city
  }

  @Test func aDrawNeedsTheBeacon() throws {
    let city = try city()
    city.now = MemoryCity.minute(120)
    try city.record(VotingClosed(election: named("e")), by: .clock)
    city.expect(.beaconMissing, ResultCertified(election: named("e")), by: commissioners[0])
  }

  @Test func noBeaconIsNeededWhereNoTieDecides() throws {
    let city = try city()
    try city.vote(["bea"], from: 100)
    let result = try city.result()
    #expect(result?.draws == [] && result?.elected.map(\.option) == ["ann", "bea"])
  }

  /// SHA-256(beacon ‖ closing root ‖ "Nord#2") mod 3 over the candidates sorted by id, worked out from nothing but the
  /// records of the stream.
  @Test(arguments: [UInt8(1), 2, 3, 4, 5, 6, 7, 8]) func anybodyCanRepeatTheLot(seed: UInt8) throws {
    let city = try city()
    let result = try #require(try city.result(beacon: digest(seed)))
    let root = try closingRoot(city)
    #expect(result.closingRoot?.bytes == root)
    let hash = Array(SHA256.hash(data: digest(seed) + root + Array("Nord#2".utf8)))
    let number = hash.reduce(0) { ($0 * 256 + Int($1)) % 3 }
    let drawn = ["bea", "cleo", "dora"][number]
    #expect(result.draws == [DrawnLot(label: "Nord#2", among: ["bea", "cleo", "dora"], drawn: drawn)])
    #expect(result.elected.map { "\($0.option) \($0.basis)" } == ["ann votes", "\(drawn) draw"])
  }

  @Test func differentBeaconsDrawDifferently() throws {
    let drawn = try (UInt8(1)...20).map { try city().result(beacon: digest($0))?.draws.first?.drawn }
    #expect(Set(drawn).count == 3)
  }

  /// The RFC 6962 root over the stream's records up to the close, by the recursive definition.
  private func closingRoot(_ city: MemoryCity) throws -> [UInt8] {
    var leaves: [[UInt8]] = []
    var isOver = false
    try city.forEachEvent(in: ElectionCalled.stream(of: named("e"))) { _, scan, record in
      if isOver { return }
      leaves.append(Array(SHA256.hash(data: [0] + record.bytes(0..<record.count))))
      isOver = scan.type(in: record) == VotingClosed.type
    }
    return Self.root(leaves[...])
  }

  private static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    guard leaves.count > 1 else { return leaves.first ?? [] }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let (left, right) = (leaves.prefix(split), leaves.dropFirst(split))
    return Array(SHA256.hash(data: [1] + root(left) + root(right)))
  }
}
