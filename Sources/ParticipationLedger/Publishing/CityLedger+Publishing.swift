public import EventLedger

extension CityLedger {
  /// A publisher of the log as static files, which withholds ballots while their polls are open.
  ///
  /// - Parameter folder: where the files go; created if it does not exist.
  public func publisher(to folder: String) -> LogPublisher {
    let withheld = WithheldEntries(store)
    return LogPublisher(store, folder: folder) { try withheld.first() }
  }
}
