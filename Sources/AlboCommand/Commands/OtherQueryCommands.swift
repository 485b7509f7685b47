import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo proposals`.
struct ProposalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals", abstract: "Proposals: versions, supports and answers.",
    subcommands: [List.self, Show.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all proposals.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions

    func run() async throws {
      try await query.answer(ListProposals(limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(["proposal", "status", "version", "supports", "threshold", "title"], right: [2, 3, 4])
        for item in answer.items {
          table.add(
            item.proposal, item.answer?.outcome.rawValue ?? item.status.rawValue, "\(item.version)",
            "\(item.supports)", item.threshold > 0 ? "\(item.threshold)" : "", item.title.shortened(to: 60))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows one proposal.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The proposal's id.") var proposal: Identifier

    func run() async throws {
      try await query.answer(ShowProposal(proposal: proposal)) { answer in
        let item = answer.item
        print(
          "\(item.title)\n\(item.proposal), \(item.kind.rawValue), version \(item.version), by \(item.authors.joined(separator: ", "))\n"
        )
        var table = TextTable(["version", "supports"], right: [0, 1])
        for version in item.supportsByVersion { table.add("\(version.version)", "\(version.supports)") }
        print(table.text)
        guard let reply = item.answer else { return }
        print("\n\(reply.outcome.rawValue) by \(reply.office): \(reply.reasons)")
        for promise in reply.commitments {
          print("  \(promise.id): \(promise.action) \(promise.dueBy) \(promise.cents > 0 ? money(promise.cents) : "")")
        }
      }
    }
  }
}

/// `albo agreements`.
struct AgreementsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreements", abstract: "Agreements: texts, parties and signatures.",
    subcommands: [List.self, Show.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all agreements.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions

    func run() async throws {
      try await query.answer(ListAgreements(limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(["agreement", "status", "version", "signed", "title"], right: [2, 3])
        for item in answer.items {
          let signed = item.parties.count { $0.signedAt != nil }
          table.add(
            item.agreement, item.status.rawValue, "\(item.version)", "\(signed)/\(item.parties.count)",
            item.title.shortened(to: 60))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows one agreement.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The agreement's id.") var agreement: Identifier

    func run() async throws {
      try await query.answer(ShowAgreement(agreement: agreement)) { answer in
        let item = answer.item
        print(
          "\(item.title)\n\(item.agreement), \(item.kind.rawValue), version \(item.version), \(item.status.rawValue)")
        print("text SHA-256 \(item.textHash)\n")
        var table = TextTable(["party", "required", "signed at position"], right: [2])
        for party in item.parties {
          table.add(party.party, party.required ? "yes" : "no", party.signedAt?.description ?? "")
        }
        print(table.text)
        if let version = item.versionInForce, let position = item.effectiveAt {
          print("\nVersion \(version) is in force since position \(position).")
        }
      }
    }
  }
}

/// `albo volunteers`.
struct VolunteersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "volunteers", abstract: "Volunteers: balances and entries of hours.",
    subcommands: [List.self, Show.self, Hours.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all volunteers with their hours.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions

    func run() async throws {
      try await query.answer(ListVolunteers(limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(["volunteer", "entries", "confirmed", "pending", "disputed"], right: [1, 2, 3, 4])
        for item in answer.items {
          table.add(
            item.volunteer, "\(item.entries)", hours(item.confirmedMinutes), hours(item.pendingMinutes),
            hours(item.disputedMinutes))
        }
        print(table.text)
        answer.showNext()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows the balance of one volunteer.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The volunteer's pseudonym.") var volunteer: Identifier

    func run() async throws {
      try await query.answer(ShowVolunteer(volunteer: volunteer)) { answer in
        let item = answer.item
        print(
          "\(item.volunteer): \(item.entries) entries, confirmed \(hours(item.confirmedMinutes)), pending \(hours(item.pendingMinutes)), disputed \(hours(item.disputedMinutes)) (hours:minutes)"
        )
      }
    }
  }

  struct Hours: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the entries of one volunteer.")
    @OptionGroup var query: QueryOptions
    @OptionGroup var page: PageOptions
    @Argument(help: "The volunteer's pseudonym.") var volunteer: Identifier

    func run() async throws {
      try await query.answer(ListHours(volunteer: volunteer, limit: page.limit, cursor: page.cursor)) { answer in
        var table = TextTable(["entry", "status", "start", "h:mm", "project", "logged by", "reviewed by"], right: [3])
        for item in answer.items {
          table.add(
            item.entry, item.status.rawValue, item.start.description, hours(item.minutes), item.project,
            item.loggedBy, item.reviewedBy ?? "")
        }
        print(table.text)
        answer.showNext()
      }
    }
  }
}
