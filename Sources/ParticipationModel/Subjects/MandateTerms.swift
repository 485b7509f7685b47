/// What a mandate is.
public enum MandateKind: String, Hashable, Sendable, CaseIterable, Codable, MessageCase {
  /// Acts for the organisation.
  case effective
  /// Acts where the effective delegate is absent.
  case substitute
  /// For one meeting, in writing.
  case proxy

  var message: Albo_V1_MandateKind {
    switch self {
    case .effective: .effective
    case .substitute: .substitute
    case .proxy: .proxy
    }
  }
}

/// What a mandate allows.
public enum MandateScope: String, Hashable, Sendable, CaseIterable, Codable, MessageCase {
  /// To sign for the organisation.
  case sign
  /// To sit for it in a body.
  case sit
  /// To vote for it.
  case vote
  /// To review what others did, for instance hours.
  case review

  var message: Albo_V1_MandateScope {
    switch self {
    case .sign: .sign
    case .sit: .sit
    case .vote: .vote
    case .review: .review
    }
  }
}
