import EventModel

/// An act on a volunteer's hours.
protocol HoursAct: CityAct {
  /// The volunteer.
  var volunteer: ID<Volunteer> { get }
}

extension HoursAct {
  /// The volunteer, `volunteer:ID`; or on whose behalf a tutor acts.
  public func actor(named field: String, _ decision: Decision, _ rows: any ConstraintReader) -> Actor? {
    field == "volunteer" ? Actor(volunteer: volunteer) : decision.onBehalfOf
  }

  /// A tutor has a mandate to review from the organisation on whose behalf the tutor acts.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard case .delegate(_, let scope) = entitlement, let organisation = decision.onBehalfOf,
      organisation.organisation != nil, decision.actor.person != nil
    else { throw notEntitled(decision, entitlement) }
    try SubjectLookup.requireSigner(of: organisation, scope, in: stream, decision, rows)
  }
}
