import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
import Glibc
import ParticipationLedger
import ParticipationModel
import TransparencyLog

extension PeopleCommand {
  /// `albo people enrol`.
  struct Enrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "enrol", abstract: "Enrols a person under a pseudonym, once for each human.",
      discussion: """
        The pseudonym is random and says nothing of the person. The tax code shows whether this human is enrolled \
        already: a second pseudonym is refused, and the refusal names the first one. The code is read from a \
        file or from standard input, never from the command line, where every user of the machine would see it. It is \
        not kept. What is kept beside the log, in vault/identities, is a tag that the key keys/identity.key makes of \
        it. Back up both, apart from the log: without them nobody knows who is enrolled. The log has a commitment that \
        tells nothing of either.

        Lower case and spaces in the code are allowed, and letters in place of digits (omocodia). A wrong check letter \
        is refused.

          albo people enrol p-7f3k --key k-7f3k --tax-code-file - \\
            --attested-by office:registry --assurance 2 \\
            --attribute residentIn=F/Gavasseto@2022-09-21

        If it fails and does not say why it was refused, run it again with the same pseudonym: the same human is never \
        enrolled twice. Needs the ledger's directory, and no other process may write to it meanwhile.
        """)

    @OptionGroup var ledger: DirectoryOptions

    @Argument(help: "The pseudonym: random, [a-z0-9][a-z0-9._-]{0,63}.") var person: ID<Person>

    @Option(help: "The office that attests who the person is, for instance office:registry; it acts.")
    var attestedBy: String

    @Option(help: "How surely the person was identified: 1 low, 2 substantial, 3 high (eIDAS).")
    var assurance: UInt32

    @Option(help: "The id of the person's key in the key store; nobody else may have it.")
    var key: ID<PersonKey>

    @Option(
      name: .customLong("attribute"),
      help: ArgumentHelp(
        "What is attested from the start, with its first day and perhaps its last; may be given several times.",
        valueName: "NAME=VALUE@FROM[/TO]"))
    var attributes: [String] = []

    @Option(help: "The file with the person's tax code in its only line, or - for standard input.")
    var taxCodeFile: String

    @Flag(help: "Prints JSON.") var json = false

    func run() async throws {
      let act = try enrolment()
      let code = try await taxCode()
      let submitter = Submitter(recorder: "unix:\(getuid())")
      let recorded = try await ledger.withDirectory(writing: true) { city in
        try await city.enrol(act, taxCode: code, by: submitter)
      }
      guard json else { return print("person:\(person) is enrolled at position \(recorded.position)") }
      try Terminal.json(Enrolled(person: act.person, position: recorded.position, size: recorded.size))
    }

    private func enrolment() throws -> PersonEnrolled {
      guard let office = Actor(attestedBy) else {
        throw ValidationError("--attested-by “\(attestedBy)”: expected an office, for instance office:registry")
      }
      return PersonEnrolled(
        person: person, predicates: try attributes.map(Self.attribute), assurance: assurance, attestedBy: office,
        key: key)
    }

    private func taxCode() async throws -> PersonTaxCode {
      var lines: [String] = []
      try await Terminal.forEachLine(of: taxCodeFile) { _, line in lines.append(line) }
      guard lines.count == 1 else {
        throw InvalidAct(
          field: "taxCode", reason: "\(lines.count) lines that are not empty: expected one, with the code of one person"
        )
      }
      return try PersonTaxCode(lines[0])
    }

    /// `NAME=VALUE@FROM`, or `NAME=VALUE@FROM/TO`.
    private static func attribute(_ text: String) throws -> Attribute {
      guard let sign = text.firstIndex(of: "="), let at = text.lastIndex(of: "@"), sign < at,
        let name = AttributeName(String(text[..<sign]))
      else { throw unreadable(text) }
      let days = text[text.index(after: at)...].split(separator: "/", omittingEmptySubsequences: false)
        .map { CivilDate(String($0)) }
      guard (1...2).contains(days.count), let from = days[0], days.count == 1 || days[1] != nil else {
        throw unreadable(text)
      }
      return Attribute(
        name, String(text[text.index(after: sign)..<at]), from: from, to: days.count == 2 ? days[1] : nil)
    }

    private static func unreadable(_ text: String) -> ValidationError {
      ValidationError(
        "--attribute “\(text)”: expected NAME=VALUE@FROM or NAME=VALUE@FROM/TO, "
          + "for instance residentIn=F/Gavasseto@2022-09-21")
    }
  }

  /// What the command prints as JSON.
  private struct Enrolled: Encodable {
    var person: ID<Person>
    var position: Position
    var size: LogSize
  }
}
