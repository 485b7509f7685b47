import EventModel
import SwiftProtobuf

extension BodyRules {
  init(message: Albo_V1_BodyRules) throws(InvalidAct) {
    guard message.hasFirstCall else { throw InvalidAct(field: "rules.firstCall", reason: "a quorum is needed") }
    guard message.hasMajority else { throw InvalidAct(field: "rules.majority", reason: "a majority is needed") }
    var secondCall: QuorumRule?
    if message.hasSecondCall { secondCall = try QuorumRule(message: message.secondCall, "rules.secondCall") }
    self.init(
      firstCall: try QuorumRule(message: message.firstCall, "rules.firstCall"), secondCall: secondCall,
      majority: try MajorityRule(message: message.majority, "rules.majority"),
      absences: try Fields.number(message.absences, "rules.absences", 0...100),
      noticeDays: try Fields.number(message.noticeDays, "rules.noticeDays", 0...365),
      urgentNoticeHours: try Fields.number(
        message.urgentNoticeHours, "rules.urgentNoticeHours", 0...min(message.noticeDays, 365) * 24),
      officers: message.officers, hasBalancedOfficers: message.officersBalanced,
      secret: try Self.kinds(message.secret))
  }

  private static func kinds(_ messages: [Albo_V1_ResolutionKind]) throws(InvalidAct) -> [ResolutionKind] {
    var kinds: [ResolutionKind] = []
    for message in messages { kinds.append(try ResolutionKind(message: message, "rules.secret")) }
    guard Set(kinds).count == kinds.count else {
      throw InvalidAct(field: "rules.secret", reason: "a kind stands twice")
    }
    return kinds
  }

  var message: Albo_V1_BodyRules {
    .with {
      $0.firstCall = firstCall.message
      if let secondCall { $0.secondCall = secondCall.message }
      $0.majority = majority.message
      $0.absences = absences
      $0.noticeDays = noticeDays
      $0.urgentNoticeHours = urgentNoticeHours
      $0.officers = officers
      $0.officersBalanced = hasBalancedOfficers
      $0.secret = secret.map(\.message)
    }
  }
}

extension QuorumRule {
  init(message: Albo_V1_Quorum, _ field: String) throws(InvalidAct) {
    let base = try QuorumBase(message: message.base, "\(field).base")
    let isUnstated = base == .present && message.numerator == 0 && message.denominator == 0
    guard isUnstated || (1...1000).contains(message.denominator) else {
      throw InvalidAct(field: "\(field).denominator", reason: "\(message.denominator) is outside 1…1000")
    }
    guard isUnstated || (1...message.denominator).contains(message.numerator) else {
      throw InvalidAct(field: "\(field).numerator", reason: "the share is more than 0 and at most the whole")
    }
    guard !message.exceeding || message.numerator < message.denominator else {
      throw InvalidAct(field: "\(field).exceeding", reason: "more than the whole is never present")
    }
    self.init(
      base: base, numerator: message.numerator, denominator: message.denominator, isExceeding: message.exceeding,
      minimum: try Fields.number(message.minimum, "\(field).minimum", 0...300))
  }

  var message: Albo_V1_Quorum {
    .with {
      $0.base = base.message
      ($0.numerator, $0.denominator, $0.exceeding) = (numerator, denominator, isExceeding)
      $0.minimum = minimum
    }
  }
}

extension MajorityRule {
  init(message: Albo_V1_Majority, _ field: String) throws(InvalidAct) {
    guard (2...1000).contains(message.denominator) else {
      throw InvalidAct(field: "\(field).denominator", reason: "\(message.denominator) is outside 2…1000")
    }
    guard (1..<message.denominator).contains(message.numerator) else {
      throw InvalidAct(field: "\(field).numerator", reason: "the share to exceed is between nothing and the whole")
    }
    self.init(
      numerator: message.numerator, denominator: message.denominator, countsAbstentions: message.abstentionsCount,
      hasCastingVote: message.castingVote)
  }

  var message: Albo_V1_Majority {
    .with {
      ($0.numerator, $0.denominator) = (numerator, denominator)
      ($0.abstentionsCount, $0.castingVote) = (countsAbstentions, hasCastingVote)
    }
  }
}

extension QuorumBase: MessageCase {
  var message: Albo_V1_QuorumBase {
    switch self {
    case .assigned: .assigned
    case .inOffice: .inOffice
    case .present: .present
    }
  }
}
