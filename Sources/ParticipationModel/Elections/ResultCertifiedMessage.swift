package import EventModel
import FoundationEssentials
import SwiftProtobuf
import TransparencyLog

extension ResultCertified: MessageAct {
  package init(message: Albo_V1_ResultCertified) throws(InvalidAct) {
    guard message.beacon.count <= 1024 else { throw InvalidAct(field: "beacon", reason: "at most 1024 bytes") }
    guard message.excluded.count <= 1000, Set(message.excluded).count == message.excluded.count,
      message.excluded.isEmpty || message.hasSupersedes
    else {
      throw InvalidAct(
        field: "excluded", reason: "at most 1000 ballots, none of them twice, and only where `supersedes` is given")
    }
    self.init(
      election: try Fields.identifier(message.election, "election"),
      minutesDigest: try Fields.optionalDigest(message.minutesHash, "minutesHash"), beacon: [UInt8](message.beacon),
      signedBy: try Fields.actors(message.signedBy, "signedBy", 0...100))
    supersedes = message.hasSupersedes ? Position(message.supersedes) : nil
    reason = try Fields.text(message.reason, "reason", 0...300)
    excluded = message.excluded.map { Position($0) }
    result = message.results.isEmpty ? nil : try Result(message: message)
  }

  package var message: Albo_V1_ResultCertified {
    .with {
      $0.election = election.description
      $0.minutesHash = .init(minutesDigest ?? [])
      $0.beacon = .init(beacon)
      $0.signedBy = signedBy.map(\.description)
      if let supersedes { $0.supersedes = supersedes.rawValue }
      $0.reason = reason
      $0.excluded = excluded.map(\.rawValue)
      result?.write(to: &$0)
    }
  }
}

extension ResultCertified.Result {
  /// Options are named by their places in `results`, which is shorter than their ids.
  fileprivate init(message: Albo_V1_ResultCertified) throws(InvalidAct) {
    let options = message.results.map {
      OptionResult(
        option: $0.option, votes: $0.votes, score: $0.score, isSelected: $0.selected, place: $0.place)
    }
    guard Set(options.map(\.option)).count == options.count else {
      throw InvalidAct(field: "results", reason: "an option stands twice")
    }
    func option(_ index: UInt32, _ field: String) throws(InvalidAct) -> String {
      guard index < options.count else { throw InvalidAct(field: field, reason: "a place beyond the results") }
      return options[Int(index)].option
    }
    func names(_ indexes: [UInt32], _ field: String) throws(InvalidAct) -> [String] {
      var names: [String] = []
      for index in indexes { names.append(try option(index, field)) }
      return names
    }
    self.init(
      live: message.live, blank: message.blank, options: options,
      decidingTie: try names(message.decidingTie, "decidingTie"),
      closingRoot: MerkleHash(bytes: [UInt8](message.closingRoot)), isVoid: message.voidTurnout)
    for seat in message.elected {
      elected.append(
        ElectedSeat(
          option: try option(seat.result, "elected.result"), district: seat.district,
          body: try Fields.optionalIdentifier(seat.body, "elected.body"), seat: seat.seat,
          basis: try ElectedSeat.Basis(message: seat.basis, "elected.basis", reason: "a basis is needed")))
    }
    for draw in message.draws {
      draws.append(
        DrawnLot(
          label: draw.label, among: try names(draw.among, "draws.among"), drawn: try option(draw.drawn, "draws.drawn")))
    }
  }

  fileprivate func write(to message: inout Albo_V1_ResultCertified) {
    let places = Dictionary(uniqueKeysWithValues: options.enumerated().map { ($1.option, UInt32($0)) })
    (message.live, message.blank) = (live, blank)
    message.results = options.map { option in
      .with {
        $0.option = option.option
        ($0.votes, $0.score, $0.selected, $0.place) = (option.votes, option.score, option.isSelected, option.place)
      }
    }
    message.decidingTie = decidingTie.compactMap { places[$0] }
    message.closingRoot = .init(closingRoot?.bytes ?? [])
    message.voidTurnout = isVoid
    message.elected = elected.map { seat in
      .with {
        $0.result = places[seat.option] ?? 0
        ($0.district, $0.body, $0.seat) = (seat.district, seat.body?.description ?? "", seat.seat)
        $0.basis = seat.basis.message
      }
    }
    message.draws = draws.map { draw in
      .with {
        $0.label = draw.label
        $0.among = draw.among.compactMap { places[$0] }
        $0.drawn = places[draw.drawn] ?? 0
      }
    }
  }
}

extension ElectedSeat.Basis: MessageCase {
  var message: Albo_V1_ElectedBasis {
    switch self {
    case .votes: .votes
    case .draw: .draw
    case .byRight: .byRight
    case .missingGender: .missingGender
    case .nextAfterWithdrawal: .nextAfterWithdrawal
    }
  }
}
