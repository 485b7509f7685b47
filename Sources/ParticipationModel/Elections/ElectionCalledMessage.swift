package import EventModel
import FoundationEssentials
import SwiftProtobuf

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
    try checkOptions()
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
    }
  }

  private func checkOptions() throws(InvalidAct) {
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
    let from = try Fields.instant(message.votingFrom, "votingFrom")
    let to = try Fields.instant(message.votingTo, "votingTo")
    guard from < to else { throw InvalidAct(field: "votingTo", reason: "\(to) is not after \(from)") }
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
    case .topSeats:
      guard message.seats > 0, message.measure == .votes else {
        throw InvalidAct(field: "allocation.seats", reason: "at least one seat, by MEASURE_VOTES, is needed")
      }
      self = .topSeats(message.seats)
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
