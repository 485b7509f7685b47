import EventModel
import FoundationEssentials
import SwiftProtobuf

extension DistrictSeats {
  init(message: Albo_V1_DistrictSeats, _ field: String) throws(InvalidAct) {
    guard (1...300).contains(message.seats.count) else {
      throw InvalidAct(field: "\(field).seats", reason: "1 to 300 seats are needed")
    }
    var seats: [Identifier] = []
    for seat in message.seats { seats.append(try Fields.identifier(seat, "\(field).seats")) }
    self.init(
      district: try Fields.text(message.district, "\(field).district", 0...100), seats: seats,
      body: try Fields.optionalIdentifier(message.body, "\(field).body"))
  }

  var message: Albo_V1_DistrictSeats {
    .with {
      $0.district = district
      $0.seats = seats.map(\.description)
      $0.body = body?.description ?? ""
    }
  }
}

extension Eligibility {
  init(message: Albo_V1_Eligibility) throws(InvalidAct) {
    guard message.minimumAge <= 120, message.residence.count <= 10 else {
      throw InvalidAct(field: "eligibility.minimumAge", reason: "at most 120 years, and 10 attributes of residence")
    }
    for name in message.residence { _ = try Fields.text(name, "eligibility.residence", 1...64) }
    guard !message.inDistrict || !message.residence.isEmpty else {
      throw InvalidAct(field: "eligibility.inDistrict", reason: "an attribute of residence is needed")
    }
    self.init(
      referenceDate: try Fields.date(message.referenceDate, "eligibility.referenceDate"),
      minimumAge: message.minimumAge, residence: message.residence, isInDistrict: message.inDistrict)
  }

  var message: Albo_V1_Eligibility {
    .with {
      $0.referenceDate = referenceDate.description
      $0.minimumAge = minimumAge
      $0.residence = residence
      $0.inDistrict = isInDistrict
    }
  }
}

extension Guarantee {
  init(message: Albo_V1_Guarantee) throws(InvalidAct) {
    switch message.kind {
    case .byRight:
      guard (1...300).contains(message.seats.count) else {
        throw InvalidAct(field: "guarantees.seats", reason: "the seats kept for it are needed")
      }
      var seats: [DistrictSeats] = []
      for group in message.seats { seats.append(try DistrictSeats(message: group, "guarantees.seats")) }
      self = .byRight(predicate: try Fields.text(message.predicate, "guarantees.predicate", 1...64), seats: seats)
    case .missingGender:
      guard message.predicate.isEmpty, message.seats.isEmpty else {
        throw InvalidAct(field: "guarantees.predicate", reason: "a missing gender takes a seat of its district")
      }
      self = .missingGender
    default: throw InvalidAct(field: "guarantees.kind", reason: "a kind is needed")
    }
  }

  var message: Albo_V1_Guarantee {
    .with {
      switch self {
      case .byRight(let predicate, let seats):
        $0.kind = .byRight
        $0.predicate = predicate
        $0.seats = seats.map(\.message)
      case .missingGender: $0.kind = .missingGender
      }
    }
  }
}

extension TieBreaker: MessageCase {
  var message: Albo_V1_TieBreaker {
    switch self {
    case .ballotOrder: .ballotOrder
    case .younger: .younger
    case .draw: .draw
    }
  }
}

extension Beacon {
  init(message: Albo_V1_Beacon) throws(InvalidAct) {
    self.init(
      source: try Fields.text(message.source, "beacon.source", 1...200),
      output: try Fields.text(message.output, "beacon.output", 1...200))
  }

  var message: Albo_V1_Beacon {
    .with { ($0.source, $0.output) = (source, output) }
  }
}

extension PollingPoint {
  init(message: Albo_V1_PollingPoint) throws(InvalidAct) {
    guard (1...200).contains(message.hours.count) else {
      throw InvalidAct(field: "pollingPoints.hours", reason: "1 to 200 opening hours are needed")
    }
    var hours: [Range<Instant>] = []
    for span in message.hours {
      let from = try Fields.instant(span.from, "pollingPoints.hours.from")
      let to = try Fields.instant(span.to, "pollingPoints.hours.to")
      guard from < to else { throw InvalidAct(field: "pollingPoints.hours.to", reason: "\(to) is not after \(from)") }
      hours.append(from..<to)
    }
    self.init(id: try Fields.identifier(message.id, "pollingPoints.id"), hours: hours)
  }

  var message: Albo_V1_PollingPoint {
    .with {
      $0.id = id.description
      $0.hours = hours.map { span in
        .with { ($0.from, $0.to) = (span.lowerBound.microseconds, span.upperBound.microseconds) }
      }
    }
  }
}

extension ChannelRule: MessageCase {
  var message: Albo_V1_ChannelRule {
    switch self {
    case .firstWins: .firstWins
    case .lastWins: .lastWins
    case .inPersonWins: .inPersonWins
    }
  }
}

extension BallotScope: MessageCase {
  var message: Albo_V1_BallotScope {
    switch self {
    case .all: .unspecified
    case .district: .district
    case .body: .body
    }
  }
}
