public import EventModel

/// What a mandate is.
public enum MandateKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// Acts for the organisation.
  case effective
  /// Acts if the effective delegate is absent.
  case substitute
  /// For one meeting, in writing.
  case proxy
}

/// What a mandate allows.
public enum MandateScope: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// To sign for the organisation.
  case sign
  /// To sit for it in a body.
  case sit
  /// To vote for it.
  case vote
  /// To review what others did, for instance hours.
  case review
}
