package import EventModel

/// What was done to an item of a read model on a day.
package protocol DatedStep: Sendable {
  /// The UTC day on which it was done.
  var on: CivilDate { get }
}

/// An item of a read model that keeps what was done to it, so that it can be shown as it stood on an earlier day.
package protocol SteppedItem {
  associatedtype Step: DatedStep

  /// What was done, in the log's order; nil if nothing was.
  var steps: [Step]? { get set }

  /// Sets what follows from the steps.
  mutating func followSteps()
}

extension SteppedItem {
  /// Takes a step.
  package mutating func take(_ step: Step) {
    steps = (steps ?? []) + [step]
    followSteps()
  }

  /// The item with the steps until the end of a day.
  func withSteps(through day: CivilDate) -> Self {
    var item = self
    let known = (steps ?? []).filter { $0.on <= day }
    item.steps = known.isEmpty ? nil : known
    item.followSteps()
    return item
  }
}
