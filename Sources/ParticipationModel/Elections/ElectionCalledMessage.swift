package import EventModel
import FoundationEssentials
import SwiftProtobuf
import TransparencyLog

extension ElectionCalled: MessageAct {
  package init(message: Albo_V1_ElectionCalled) throws(InvalidAct) {
    guard message.rulebook == Self.rulebook else {
      throw InvalidAct(field: "rulebook", reason: "\(message.rulebook) is unknown here; \(Self.rulebook) is needed")
    }
    var options: [BallotOption] = []
    for option in message.options { options.append(try BallotOption(message: option)) }
    self.init(
      election: try Fields.identifier(message.election, "election"),
      title: try Fields.text(message.title, "title", 1...300),
      window: try Self.window(message), options: options, ballot: try BallotRule(message: message.ballot),
      allocation: try AllocationRule?(message: message.allocation),
      districts: try Self.districts(message.districts),
      commission: try Fields.actors(message.commission, "commission", 0...100),
      electors: try Fields.count(message.electors, "electors"),
      transcription: message.hasTranscription ? try Transcription(message: message.transcription) : nil)
    try readParts(message)
    try checkOptions()
    try checkParts()
  }

  private mutating func readParts(_ message: Albo_V1_ElectionCalled) throws(InvalidAct) {
    guard message.version != 1 else {
      throw InvalidAct(field: "version", reason: "the first issue has none; those after it have 2, 3, …")
    }
    version = max(1, message.version)
    amends = message.hasAmends ? Position(message.amends) : nil
    if message.candidacyFrom != 0 || message.candidacyTo != 0 {
      candidacies = try Self.span(message.candidacyFrom, message.candidacyTo, "candidacy")
    }
    for group in message.seats { seats.append(try DistrictSeats(message: group, "seats")) }
    eligibility = message.hasEligibility ? try Eligibility(message: message.eligibility) : nil
    for guarantee in message.guarantees { guarantees.append(try Guarantee(message: guarantee)) }
    for breaker in message.tieBreak {
      tieBreak.append(try TieBreaker(message: breaker, "tieBreak", reason: "an unknown way to break a tie"))
    }
    beacon = message.hasBeacon ? try Beacon(message: message.beacon) : nil
    for point in message.pollingPoints { pollingPoints.append(try PollingPoint(message: point)) }
    signatures = message.signatures
    if message.turnoutNumerator != 0 || message.turnoutDenominator != 0 {
      turnoutQuorum = Share(message.turnoutNumerator, message.turnoutDenominator)
    }
  }

  package var message: Albo_V1_ElectionCalled {
    .with {
      $0.election = election.description
      $0.title = title
      $0.rulebook = Self.rulebook
      $0.votingFrom = window?.lowerBound.microseconds ?? 0
      $0.votingTo = window?.upperBound.microseconds ?? 0
      $0.options = options.map(\.message)
      $0.ballot = ballot.message
      $0.allocation = allocation.message
      $0.districts = districts
      $0.commission = commission.map(\.description)
      $0.electors = electors
      if let transcription { $0.transcription = transcription.message }
      writeParts(to: &$0)
    }
  }

  private func writeParts(to message: inout Albo_V1_ElectionCalled) {
    message.version = version == 1 ? 0 : version
    if let amends { message.amends = amends.rawValue }
    message.candidacyFrom = candidacies?.lowerBound.microseconds ?? 0
    message.candidacyTo = candidacies?.upperBound.microseconds ?? 0
    message.seats = seats.map(\.message)
    if let eligibility { message.eligibility = eligibility.message }
    message.guarantees = guarantees.map(\.message)
    message.tieBreak = tieBreak.map(\.message)
    if let beacon { message.beacon = beacon.message }
    message.pollingPoints = pollingPoints.map(\.message)
    message.signatures = signatures
    message.turnoutNumerator = turnoutQuorum?.numerator ?? 0
    message.turnoutDenominator = turnoutQuorum?.denominator ?? 0
  }

  private func checkOptions() throws(InvalidAct) {
    if candidacies != nil {
      guard options.isEmpty else {
        throw InvalidAct(field: "options", reason: "where candidacies are filed, they are the options")
      }
      return
    }
    guard (1...Self.maximumOptions).contains(options.count) else {
      throw InvalidAct(
        field: "options", reason: "\(options.count) options, where 1 to \(Self.maximumOptions) are allowed")
    }
    guard Set(options.map(\.id)).count == options.count else {
      throw InvalidAct(field: "options", reason: "an option id stands twice")
    }
  }

  private static func window(_ message: Albo_V1_ElectionCalled) throws(InvalidAct) -> Range<Instant>? {
    if message.hasTranscription {
      guard message.votingFrom == 0, message.votingTo == 0 else {
        throw InvalidAct(field: "votingFrom", reason: "a transcription has no window of its own")
      }
      return nil
    }
    return try span(message.votingFrom, message.votingTo, "voting")
  }

  private static func span(_ from: Int64, _ to: Int64, _ name: String) throws(InvalidAct) -> Range<Instant> {
    let (from, to) = (try Fields.instant(from, "\(name)From"), try Fields.instant(to, "\(name)To"))
    guard from < to else { throw InvalidAct(field: "\(name)To", reason: "\(to) is not after \(from)") }
    return from..<to
  }

  private static func districts(_ names: [String]) throws(InvalidAct) -> [String] {
    for name in names { _ = try Fields.text(name, "districts", 1...100) }
    guard names.count <= 500, Set(names).count == names.count else {
      throw InvalidAct(field: "districts", reason: "at most 500 are allowed, none of them twice")
    }
    return names
  }
}

extension ElectionCalled.Transcription {
  fileprivate init(message: Albo_V1_Transcription) throws(InvalidAct) {
    self.init(
      sourceDigest: try Fields.digest(message.sourceSha256, "transcription.sourceSha256"),
      votedFrom: try Fields.optionalDate(message.votedFrom, "transcription.votedFrom"),
      votedTo: try Fields.optionalDate(message.votedTo, "transcription.votedTo"),
      source: try Fields.text(message.source, "transcription.source", 0...200))
  }

  fileprivate var message: Albo_V1_Transcription {
    .with {
      $0.sourceSha256 = .init(sourceDigest)
      $0.votedFrom = votedFrom?.description ?? ""
      $0.votedTo = votedTo?.description ?? ""
      $0.source = source
    }
  }
}

extension AllocationRule? {
  fileprivate var message: Albo_V1_Allocation {
    .with {
      switch self {
      case .topSeats(let seats):
        ($0.method, $0.measure, $0.seats) = (.topSeats, .votes, seats)
      case .scottishSTV(let seats):
        ($0.method, $0.measure, $0.seats) = (.scottishStv, .votes, seats)
      case .instantRunoff:
        ($0.method, $0.measure, $0.seats) = (.instantRunoff, .votes, 1)
      case .equalShares(let budget, let increment):
        ($0.method, $0.measure, $0.budget, $0.increment) = (.equalShares, .votes, budget, increment)
      case .greedy(let budget, let measure, let skips, let threshold):
        // A threshold without skipping has no method: it is written so that reading refuses it.
        $0.method = !skips ? .greedyNoSkip : threshold != nil ? .greedyThreshold : .greedy
        $0.measure = measure == .score ? .score : .votes
        $0.budget = budget
        $0.threshold = threshold ?? 0
      case nil: $0.method = .countOnly
      }
    }
  }
}

extension AllocationRule? {
  fileprivate init(message: Albo_V1_Allocation) throws(InvalidAct) {
    switch message.method {
    case .countOnly: self = nil
    case .topSeats, .scottishStv, .instantRunoff:
      guard 1...ElectionCalled.maximumSeats ~= message.seats, message.measure == .votes,
        message.seats == 1 || message.method != .instantRunoff
      else {
        throw InvalidAct(
          field: "allocation.seats", reason: "1 to \(ElectionCalled.maximumSeats) seats, by MEASURE_VOTES, are needed")
      }
      self =
        switch message.method {
        case .topSeats: .topSeats(message.seats)
        case .scottishStv: .scottishSTV(seats: message.seats)
        default: .instantRunoff
        }
    case .equalShares:
      guard message.measure == .votes else {
        throw InvalidAct(field: "allocation.measure", reason: "MEASURE_VOTES is needed")
      }
      self = .equalShares(
        budget: try Fields.cents(message.budget, "allocation.budget"),
        increment: try Fields.cents(message.increment, "allocation.increment"))
    case .greedy, .greedyNoSkip, .greedyThreshold:
      guard message.measure == .votes || message.measure == .score else {
        throw InvalidAct(field: "allocation.measure", reason: "MEASURE_VOTES or MEASURE_SCORE is needed")
      }
      self = .greedy(
        budget: try Fields.cents(message.budget, "allocation.budget"),
        measure: message.measure == .score ? .score : .votes, skips: message.method != .greedyNoSkip,
        threshold: message.method == .greedyThreshold
          ? try Fields.count(message.threshold, "allocation.threshold") : nil)
    default: throw InvalidAct(field: "allocation.method", reason: "a method is needed")
    }
    guard self.message == message else {
      throw InvalidAct(field: "allocation", reason: "\(message.method) has a field that belongs to another method")
    }
  }
}
