import ArgumentParser
import Bytes
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

extension ListCandidacies: ShownQuery {
  static let commandName = "candidates"

  static func show(_ answer: Answer) {
    Listing(
      .left("candidacy") { $0.candidacy }, .left("district") { $0.district }, .left("status") { $0.status.rawValue },
      .left("gender") { $0.gender?.rawValue ?? "" }, .left("filed") { $0.filedOn },
      .left("name") { $0.name ?? $0.person.description },
      .notes { Notes(transcribed: $0.transcribed, affectedBy: $0.affectedBy) }
    ).print(answer)
  }
}

extension ElectionsCommand {
  struct TagKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tag-key",
      abstract: "Makes the key of an election's voter tags and prints its commitment for VotingOpened, in base64.")
    @OptionGroup var ledger: DirectoryOptions
    @Argument(help: "The election's id.") var election: ID<Election>

    func run() async throws {
      try await ledger.withDirectory { print(Base64.text(try $0.tagKeyCommitment(of: election))) }
    }
  }

  struct Tag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reads persons from standard input, one per line, and prints their voter tags in base64.",
      discussion: """
        A line is whatever identifies a person outside the ledger, for instance a tax code. It enters neither a \
        command nor the log. Needs the ledger's directory, because the election's key is there.
        """)
    @OptionGroup var ledger: DirectoryOptions
    @Argument(help: "The election's id.") var election: ID<Election>

    func run() async throws {
      try await ledger.withDirectory { city in
        try await Terminal.forEachLine(of: "-") { _, person in
          print(Base64.text(try city.voterTag(of: person, in: election)))
        }
      }
    }
  }

  struct Roll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the roll of an election for VotingOpened, or the proofs that its ballots carry.",
      discussion: """
        Reads the persons who may vote from standard input, one per line, as “tag” does. Prints keyCommitment, \
        rollRoot and rollCount as JSON; with --proofs, a line for each person instead: voterTag, rollIndex and \
        rollProof. Makes the election's key if it does not exist. The lines enter neither a command nor the log.
        """)
    @OptionGroup var ledger: DirectoryOptions
    @Argument(help: "The election's id.") var election: ID<Election>
    @Flag(help: "Prints the proof of each person.") var proofs = false

    func run() async throws {
      var persons: [String] = []
      try await Terminal.forEachLine(of: "-") { _, person in persons.append(person) }
      let lines = persons
      try await ledger.withDirectory { city in
        let (tags, roll) = try city.voterRoll(of: lines, in: election)
        guard let commitment = roll.commitment else { throw ValidationError("the roll is empty") }
        guard proofs else {
          let members: [String: JSONValue] = [
            "keyCommitment": .string(Base64.text(try city.tagKeyCommitment(of: election))),
            "rollRoot": .string(Base64.text(commitment.root.bytes)), "rollCount": .whole(commitment.size.rawValue),
          ]
          return print(String(decoding: try JSONText.encode(JSONValue.object(members)), as: UTF8.self))
        }
        for tag in tags {
          guard let proof = roll.proof(of: tag) else { continue }
          let members: [String: JSONValue] = [
            "voterTag": .string(Base64.text(tag)), "rollIndex": .whole(proof.index),
            "rollProof": .array(proof.path.map { .string(Base64.text($0.bytes)) }),
          ]
          print(String(decoding: try JSONText.encode(JSONValue.object(members)), as: UTF8.self))
        }
      }
    }
  }
}
