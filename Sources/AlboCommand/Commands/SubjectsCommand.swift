public import ArgumentParser
public import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// Of which day and which size of the log a query speaks.
struct AsOfOptions: ParsableArguments {
  @Option(help: "Only what holds on this day, YYYY-MM-DD UTC.")
  var on: CivilDate?

  @OptionGroup var log: KnowledgeOptions
}

/// Of which size of the log a query speaks.
struct KnowledgeOptions: ParsableArguments {
  @Option(name: .customLong("at"), help: "As the log of this size knew.")
  var number: UInt64?

  var size: LogSize? { number.map { LogSize($0) } }
}

/// A day as commands take it.
extension CivilDate: ExpressibleByArgument {
  /// Checks that the day exists.
  public init?(argument: String) { self.init(argument) }
}

/// `albo organisations`.
struct OrganisationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organisations", abstract: "Organisations: the register, representatives and mandates.",
    subcommands: [List.self, Show.self, Signatories.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the register of organisations.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var asOf: AsOfOptions

    func run() async throws {
      let question = ListOrganisations(limit: page.limit, cursor: page.cursor, on: asOf.on, at: asOf.log.size)
      try await query.answer(question) { answer in
        var table = TextTable(["organisation", "status", "form", "tax code", "representative", "name"])
        for item in answer.items {
          table.add(
            item.organisation, item.status.rawValue, item.legalForm.rawValue, item.taxCode,
            item.representative ?? "", item.name.shortened(to: 60))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows one organisation with its representatives and mandates.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var asOf: AsOfOptions
    @Argument(help: "The organisation's id.") var organisation: Identifier

    func run() async throws {
      let question = ShowOrganisation(organisation: organisation, on: asOf.on, at: asOf.log.size)
      try await query.answer(question) { OrganisationText.show($0.item) }
    }
  }

  struct Signatories: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tells who could sign for an organisation on a day, and why.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var log: KnowledgeOptions
    @Argument(help: "The organisation's id.") var organisation: Identifier
    @Option(help: "The day, YYYY-MM-DD UTC.") var on: CivilDate
    @Option(help: "The stream of what is signed, agreement/ID.") var target: String?

    func run() async throws {
      let question = OrganisationSignatories(organisation: organisation, on: on, target: target, at: log.size)
      try await query.answer(question) { OrganisationText.show($0.item) }
    }
  }
}

/// What the commands write about one organisation.
private enum OrganisationText {
  static func show(_ item: OrganisationView) {
    print("\(item.name)\n\(item.organisation), \(item.legalForm.rawValue), \(item.status.rawValue)")
    print("registered at \(item.registered), position \(item.registeredAt)")
    if let end = item.struckOff { print("struck off from \(end.from), position \(end.position): \(end.reason)") }
    var people = TextTable(["representative", "from", "to", "position"], right: [3])
    for view in item.representatives {
      people.add(view.person, "\(view.from)", view.to?.description ?? "", "\(view.position)")
    }
    print("\n\(people.text)")
    if !item.mandates.isEmpty { print("\n\(mandates(item.mandates))") }
    if !item.attributes.isEmpty { print("\n\(AttributeText.table(item.attributes))") }
  }

  private static func mandates(_ mandates: [MandateView]) -> String {
    var table = TextTable(["mandate", "kind", "delegate", "scopes", "target", "from", "to", "position"], right: [7])
    for view in mandates {
      table.add(
        view.mandate, view.kind.rawValue, view.delegate, view.scopes.map(\.rawValue).joined(separator: ","),
        view.target, "\(view.validFrom)", view.end?.description ?? "", "\(view.grantedAt)")
    }
    return table.text
  }

  static func show(_ item: SignatoriesView) {
    let grounds = item.positions.map(\.description).joined(separator: ", ")
    print("\(item.organisation) on \(item.on): \(item.status.rawValue) (positions \(grounds))\n")
    var table = TextTable(["person", "basis", "target", "from", "to", "positions", "rule"])
    for view in item.signatories {
      table.add(
        view.person, view.mandate.map { "mandate \($0)" } ?? view.basis.rawValue, view.target ?? "", "\(view.from)",
        view.to?.description ?? "", view.positions.map(\.description).joined(separator: ", "), view.rule)
    }
    print(table.text)
  }
}

/// `albo people`.
struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "Persons: what is attested of them, and consents of guardians.",
    subcommands: [Show.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows what is attested of one person.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var asOf: AsOfOptions
    @Argument(help: "The person's pseudonym.") var person: Identifier

    func run() async throws {
      try await query.answer(ShowPerson(person: person, on: asOf.on, at: asOf.log.size)) { answer in
        let item = answer.item
        print("\(item.person), assurance \(item.assurance), enrolled by \(item.attestedBy)")
        print("at \(item.enrolled), position \(item.enrolledAt)\n")
        print(AttributeText.table(item.attributes))
        guard !item.consents.isEmpty else { return }
        var table = TextTable(["consent to", "guardian", "from", "until", "revoked from", "position"], right: [5])
        for view in item.consents {
          table.add(
            view.scope, view.guardian, "\(view.from)", "\(view.until)", view.revokedFrom?.description ?? "",
            "\(view.grantedAt)")
        }
        print("\n\(table.text)")
      }
    }
  }
}

/// What is attested, as a table.
private enum AttributeText {
  static func table(_ attributes: [AttributeView]) -> String {
    var table = TextTable(["attribute", "value", "from", "to", "attested by", "position"], right: [5])
    for view in attributes {
      table.add(
        view.name, view.value.shortened(to: 60), "\(view.from)", view.to?.description ?? "", view.attestor,
        "\(view.position)")
    }
    return table.text
  }
}
