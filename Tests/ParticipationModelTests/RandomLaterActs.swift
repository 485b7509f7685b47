import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf

/// Valid acts with random content: what changes, is taken back, owed or corrected.
enum RandomLaterActs {
  /// One of each type.
  static func all(_ random: inout SplitMix64) throws -> [RandomActs.Sample] {
    [
      try sample(AttributeWithdrawn.self, withdrawn(&random)), try sample(OrganisationChanged.self, changed(&random)),
      try sample(OrganisationSuspended.self, suspended(&random)),
      try sample(OrganisationReadmitted.self, readmitted(&random)), try sample(DutyReported.self, reported(&random)),
      try sample(EntryRectified.self, rectified(&random)),
    ]
  }

  private static func sample<Value: MessageAct>(
    _ type: Value.Type, _ message: Value.ActMessage
  ) throws -> RandomActs.Sample {
    RandomActs.Sample(act: try Value(message: message), wire: try message.serializedBytes())
  }

  private static func hash(_ random: inout SplitMix64) -> Data {
    random.chance(50) ? Data(random.bytes(32)) : Data()
  }

  static func withdrawn(_ random: inout SplitMix64) -> Albo_V1_AttributeWithdrawn {
    .with {
      ($0.subject, $0.name) = ("person:\(random.identifier())", random.one(of: ["residentIn", "gender", "seat"]))
      ($0.attestedAt, $0.value, $0.reason) = (random.number(0...9999), random.chance(50) ? "F" : "", random.text())
    }
  }

  static func changed(_ random: inout SplitMix64) -> Albo_V1_OrganisationChanged {
    .with {
      ($0.organisation, $0.name, $0.from) = (random.identifier(), random.text(), "2024-02-29")
      ($0.seat, $0.runts) = (random.chance(50) ? "F/Nord" : "", random.chance(50) ? "12" : "")
      $0.representative = random.chance(50) ? "person:\(random.identifier())" : ""
      ($0.statuteHash, $0.evidenceHash) = (hash(&random), hash(&random))
      if random.chance(50) { $0.supersedesSeat = random.number(0...9999) }
      if random.chance(50) { $0.supersedesRepresentative = random.number(0...9999) }
    }
  }

  static func suspended(_ random: inout SplitMix64) -> Albo_V1_OrganisationSuspended {
    .with {
      ($0.organisation, $0.reason, $0.from) = (random.identifier(), random.text(), "2024-02-29")
      $0.to = random.chance(50) ? "2024-03-31" : ""
    }
  }

  static func readmitted(_ random: inout SplitMix64) -> Albo_V1_OrganisationReadmitted {
    .with { ($0.organisation, $0.reason, $0.on) = (random.identifier(), random.text(), "2024-02-29") }
  }

  static func reported(_ random: inout SplitMix64) -> Albo_V1_DutyReported {
    .with {
      ($0.stream, $0.duty) = ("proposal/\(random.identifier())", random.identifier())
      $0.status = random.one(of: [.planned, .started, .done, .abandoned, .late])
      ($0.percent, $0.period) = (random.number(0...100), random.chance(50) ? "2024-02-29" : "")
      ($0.cents, $0.reportHash, $0.reason) = (random.number(0...9999), hash(&random), random.chance(50) ? "x" : "")
    }
  }

  static func rectified(_ random: inout SplitMix64) -> Albo_V1_EntryRectified {
    .with {
      ($0.stream, $0.target) = ("org/\(random.identifier())", random.number(0...9999))
      ($0.field, $0.value, $0.reason) = ("name", "\"New\"", random.text())
      if random.chance(50) { $0.previous = random.number(0...9999) }
      ($0.evidenceHash, $0.was) = (hash(&random), random.chance(50) ? "\"Old\"" : "")
      if random.chance(50) {
        $0.quorum = .with { ($0.base, $0.baseCount, $0.required, $0.present, $0.met) = (.assigned, 10, 6, 7, true) }
      }
    }
  }
}
