import ArgumentParser
import ParticipationModel

/// `albo`: the command of a participation ledger.
struct Albo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "albo",
    abstract: "Records, reads and verifies a city's participation ledger.",
    discussion: """
      albo works on a ledger's directory (--ledger DIR, or ALBO_LEDGER), or asks the daemon that holds it \
      (--socket PATH). Every query prints a table for people; with --json it prints exactly the answer of the \
      daemon's method of the same name.

      A first tour:
        albo init city.albo --origin albo.example.org/city
        albo import pabulib vote.pb --ledger city.albo
        albo elections list --ledger city.albo
        albo elections tally vote --ledger city.albo
        albo receipt 12 --ledger city.albo > 12.receipt
        albo verify --ledger city.albo

      --ledger, --socket and --json may also stand before the subcommand. Times are shown in the local zone (TZ); \
      with --utc, and in JSON, in UTC as RFC 3339 writes them.

      Exit status: 0 done, 1 refused or not verified, 2 wrong usage, 70 internal failure.

      Completions: albo --generate-completion-script bash > /etc/bash_completion.d/albo (also zsh, fish)
      """,
    version: AlboVersion.text,
    subcommands: [
      InitCommand.self, ImportCommand.self, PeopleCommand.self, OrganisationsCommand.self, BodiesCommand.self,
      ElectionsCommand.self, ProposalsCommand.self, AgreementsCommand.self,
      VolunteersCommand.self, DutiesCommand.self, OfficesCommand.self, TranscriptionsCommand.self,
      EventsCommand.self, RecordCommand.self, WhyCommand.self, ActsCommand.self,
      AskCommand.self,
      QueryCommand<GetCheckpoint>.self,
      ReceiptCommand.self, KeyCommand.self, VerifyCommand.self, VerifyReceiptCommand.self, ViewsCommand.self,
      QueryCommand<GetStatus>.self, PublishCommand.self, WitnessesCommand.self, WitnessCommand.self, ExportCommand.self,
      ReplayCommand.self, CompareCommand.self, RestoreCommand.self,
      SimulateCommand.self, DemoCommand.self,
    ])
}
