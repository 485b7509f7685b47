// One import for a program that links a ledger: its log, the city's acts and read models, and what an auditor needs.
// Sockets are modules of their own, since they bring SwiftNIO: LedgerServer (a daemon) and LedgerClient.

@_exported public import EventLedger
@_exported public import EventModel
@_exported public import Imports
@_exported public import LocalFiles
@_exported public import LogAudit
@_exported public import ParticipationLedger
@_exported public import ParticipationModel
@_exported public import TransparencyLog
