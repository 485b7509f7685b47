package import EventModel

/// A person's time on a seat, for the choice of the one that a cessation ends: deciders and views choose alike.
package struct SeatTime: Hashable, Sendable {
  /// From when the person is in office.
  package var from: Instant
  /// Until when, as the seating says; nil if it states no end.
  package var to: Instant?
  /// When the mandate under which the person sits ends by its term; nil if it has none.
  package var mandateTo: Instant?
  /// When the person leaves by a cessation that is recorded.
  package var leavesAt: Instant?

  package init(from: Instant, to: Instant?, mandateTo: Instant?, leavesAt: Instant?) {
    (self.from, self.to, self.mandateTo, self.leavesAt) = (from, to, mandateTo, leavesAt)
  }

  /// The time in office.
  package var span: TimeSpan { TimeSpan(from: from, to: to).ended(at: mandateTo).ended(at: leavesAt) }

  /// Which of a seat's times, in the order in which they were recorded, a cessation ends: the one that holds at that
  /// instant, or else one that has not begun; for the end of a term or of a mandate, the one that was to last until then.
  ///
  /// - Returns: nil if there is none.
  package static func ended(by reason: CessationReason, at effectiveAt: Instant, among times: [SeatTime]) -> Int? {
    // A future cessation does not keep the member from leaving earlier, or anybody from recording that.
    let open = times.indices.filter { index in times[index].leavesAt.map { effectiveAt < $0 } ?? true }
    if reason == .termEnded { return open.last { index in times[index].to.map { $0 <= effectiveAt } ?? false } }
    if reason == .mandateEnded,
      let index = open.last(where: { index in times[index].mandateTo.map { $0 <= effectiveAt } ?? false })
    {
      return index
    }
    return open.first { times[$0].span.contains(effectiveAt) } ?? open.first { effectiveAt < times[$0].from }
  }
}
