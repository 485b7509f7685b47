import EventModel

/// An act on a volunteer's hours.
protocol HoursAct: CityAct {
  /// The volunteer.
  var volunteer: ID<Volunteer> { get }
}

extension HoursAct {
  /// The volunteer, `volunteer:ID`.
  public func actor(named field: String, _ decision: Decision, _ rows: any ConstraintReader) -> Actor? {
    Actor(volunteer: volunteer)
  }
}
