import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf

/// Valid acts of the ledger itself with random content.
enum RandomLedgerActs {
  /// One of each type.
  static func all(_ random: inout SplitMix64) throws -> [RandomActs.Sample] {
    [
      try sample(OfficeEmpowered.self, empowered(&random)), try sample(OfficeRelieved.self, relieved(&random)),
      try sample(LedgerRulesSet.self, rules(&random)), try sample(TranscriptionOpened.self, opened(&random)),
      try sample(TranscriptionChecked.self, checked(&random)),
    ]
  }

  private static func sample<Value: MessageAct>(
    _ type: Value.Type, _ message: Value.ActMessage
  ) throws -> RandomActs.Sample {
    RandomActs.Sample(act: try Value(message: message), wire: try message.serializedBytes())
  }

  private static func competences(_ random: inout SplitMix64) -> [Albo_V1_Competence] {
    let all = Albo_V1_Competence.allCases.filter { $0 != .unspecified }
    return Array(all.shuffled(using: &random).prefix(random.number(1...all.count)))
  }

  static func empowered(_ random: inout SplitMix64) -> Albo_V1_OfficeEmpowered {
    .with {
      ($0.office, $0.competences) = (random.identifier(), competences(&random))
      $0.from = random.number(1...1_000_000)
      $0.to = random.chance(50) ? $0.from + random.number(1...1_000_000) : 0
    }
  }

  static func relieved(_ random: inout SplitMix64) -> Albo_V1_OfficeRelieved {
    .with {
      ($0.office, $0.competences) = (random.identifier(), competences(&random))
      $0.on = random.number(1...1_000_000)
    }
  }

  static func rules(_ random: inout SplitMix64) -> Albo_V1_LedgerRulesSet {
    .with {
      ($0.rulebook, $0.lateDays) = (1, random.number(0...3660))
      $0.zone = random.chance(50) ? random.text() : ""
      $0.offsets = (0..<random.number(0...4)).map { index in
        .with { ($0.from, $0.minutes) = (Int64(index) * 1000, random.number(-840...840)) }
      }
    }
  }

  static func opened(_ random: inout SplitMix64) -> Albo_V1_TranscriptionOpened {
    .with {
      ($0.transcription, $0.source) = (random.identifier(), random.text())
      $0.sourceHash = random.chance(50) ? Data(random.bytes(32)) : Data()
      $0.categories = Array(["body", "person", "agreement"].prefix(random.number(1...3)))
      $0.from = random.number(1...1_000_000)
      $0.to = $0.from + random.number(1...1_000_000)
      ($0.recordUntil, $0.operators) = (
        random.number(1...1_000_000), ["unix:\(random.number(1000...1999))", "token:b"]
      )
      $0.method = random.one(of: [.individual, .counted])
    }
  }

  static func checked(_ random: inout SplitMix64) -> Albo_V1_TranscriptionChecked {
    .with {
      ($0.transcription, $0.upTo) = (random.identifier(), random.number(0 ... .max))
      ($0.count, $0.root) = (random.number(0...1000), Data(random.bytes(32)))
    }
  }
}
