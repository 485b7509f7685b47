import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo organisations`.
struct OrganisationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organisations", abstract: "Organisations: the register, representatives and mandates.",
    subcommands: [
      QueryCommand<ListOrganisations>.self, QueryCommand<ShowOrganisation>.self,
      QueryCommand<OrganisationSignatories>.self,
    ])
}

/// `albo people`.
struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "Persons: enrolment, what is attested of them, consents of guardians.",
    subcommands: [QueryCommand<ShowPerson>.self, Enrol.self])
}

extension ListOrganisations: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("organisation") { $0.organisation }, .left("status") { $0.status.rawValue },
      .left("form") { $0.legalForm.rawValue }, .left("tax code") { $0.foreignCode?.description ?? $0.taxCode },
      .left("representative") { $0.representative?.description ?? "" }, .left("name") { $0.name.shortened(to: 60) },
      .notes { Notes(transcribed: $0.transcribed, rectified: $0.rectified) }
    ).print(answer)
  }
}

extension ShowOrganisation: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    let item = answer.item
    print("\(item.name)\n\(item.organisation), \(item.legalForm.rawValue), \(item.status.rawValue)")
    print("registered at \(item.registered.shown), position \(item.registeredAt)")
    if let end = item.struckOff { print("struck off from \(end.from.shown), position \(end.position): \(end.reason)") }
    Notes(transcribed: item.transcribed, rectified: item.rectified).print()
    print("")
    Listing(
      .left("representative") { $0.person }, .left("from") { $0.from }, .left("to") { $0.to?.shown ?? "" },
      .right("position") { $0.position }
    ).print(item.representatives)
    if !item.mandates.isEmpty {
      print("")
      Listing(
        .left("mandate") { $0.mandate }, .left("kind") { $0.kind.rawValue }, .left("delegate") { $0.delegate },
        .left("scopes") { $0.scopes.map(\.rawValue).joined(separator: ",") }, .left("target") { $0.target },
        .left("from") { $0.validFrom }, .left("to") { $0.end?.shown ?? "" }, .right("position") { $0.grantedAt },
        .notes { Notes(transcribed: $0.transcribed) }
      ).print(item.mandates)
    }
    if !item.attributes.isEmpty {
      print("")
      item.attributes.show()
    }
  }
}

extension OrganisationSignatories: ShownQuery {
  static let commandName = "signatories"
  static let positional = ["organisation"]

  static func show(_ answer: Answer) {
    let item = answer.item
    let grounds = item.positions.map(\.description).joined(separator: ", ")
    print("\(item.organisation) on \(item.on): \(item.status.rawValue) (positions \(grounds))\n")
    Listing(
      .left("person") { $0.person },
      .left("basis") { view in view.mandate.map { "mandate \($0)" } ?? view.basis.rawValue },
      .left("target") { $0.target?.description ?? "" }, .left("from") { $0.from },
      .left("to") { $0.to?.shown ?? "" },
      .left("positions") { $0.positions.map(\.description).joined(separator: ", ") }, .left("rule") { $0.rule }
    ).print(item.signatories)
  }
}

extension ShowPerson: ShownQuery {
  static let commandName = "show"

  static func show(_ answer: Answer) {
    let item = answer.item
    print("\(item.person), assurance \(item.assurance), enrolled by \(item.attestedBy)")
    print("at \(item.enrolled.shown), position \(item.enrolledAt)\(item.transcribed ? ", transcribed" : "")\n")
    item.attributes.show()
    guard !item.consents.isEmpty else { return }
    print("")
    Listing(
      .left("consent to") { $0.scope }, .left("guardian") { $0.guardian }, .left("from") { $0.from },
      .left("until") { $0.until }, .left("revoked from") { $0.revokedFrom?.shown ?? "" },
      .right("position") { $0.grantedAt }
    ).print(item.consents)
  }
}

extension [AttributeItem] {
  /// What is attested, as a table.
  fileprivate func show() {
    Listing<AttributeItem>(
      .left("attribute") { $0.name }, .left("value") { $0.value.shortened(to: 60) }, .left("from") { $0.from },
      .left("to") { $0.to?.shown ?? "" }, .left("attested by") { $0.attestor }, .right("position") { $0.position },
      .notes { Notes(transcribed: $0.transcribed, withdrawnBy: $0.withdrawnBy) }
    ).print(self)
  }
}
