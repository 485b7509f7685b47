import Albo

/// A program that links the library: it records a vote of three people, counts it, and proves one ballot.
@main
struct CityExample {
  static func main() async throws {
    let directory = CommandLine.arguments.dropFirst().first ?? "example.albo"
    let city = try await CityLedger.create(
      at: directory, origin: try KeyName("albo.example.org/city"), options: OpeningOptions(program: "example"))
    let desk = Submitter(recorder: "desk-1")
    let now = SystemClock().now
    let (vote, office) = (ID<Election>(static: "playground"), Actor(static: "office:participation"))

    // The act that calls the election fixes its rules.
    let called = ElectionCalled(
      election: vote, title: "What the playground needs",
      window: now..<now.advanced(byMicroseconds: 60_000_000),
      options: ["swing", "slide"].map { BallotOption(id: $0, kind: .project(label: $0, cost: 250_000)) },
      ballot: BallotRule(kind: .chooseOne, choices: 1...1), allocation: .topSeats(1))
    let opened = VotingOpened(election: vote, keyCommitment: try city.tagKeyCommitment(of: vote))
    for act in [called, opened] as [any Act] {
      _ = try await city.record(Proposal(id: .random(at: now), act: act, actor: office), by: desk)
    }

    // A ballot contains a tag that stands for the voter in this election only; it never names a person.
    var recorded: [Recorded] = []
    for (person, option) in [("anna", "slide"), ("bruno", "swing"), ("carla", "slide")] {
      let ballot = BallotCast(
        election: vote, voterTag: try city.voterTag(of: person, in: vote), options: [option])
      recorded.append(
        try await city.record(Proposal(id: .random(at: now), act: ballot, actor: office), by: desk))
    }

    // Closing before the deadline needs an administrative act and a reason.
    var close = Proposal(
      id: .random(at: now), act: VotingClosed(election: vote, earlyReason: "everybody has voted"), actor: office)
    close.actReference = ActReference(number: "12/2026", date: CivilDate(static: "2026-05-04"))
    let closed = try await city.record(close, by: desk)

    let tally = try await city.ask(ElectionTally(election: vote), after: closed.size)
    for option in tally.options { print("\(option.id): \(option.votes)\(option.selected ? " ✓" : "")") }

    // The receipt is verified with the verifier key alone.
    let receipt = try city.store.receipt(of: recorded[0].position)
    let record = try city.store.event(at: recorded[0].position).record
    let checkpoint = try receipt.verify(entry: record, key: city.store.verifierKey)
    print("the first ballot is at position \(receipt.position) of a log of size \(checkpoint.size)")
    await city.close()
  }
}
