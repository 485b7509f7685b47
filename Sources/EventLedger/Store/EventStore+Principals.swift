extension EventStore {
  /// The file `principals` of the ledger's directory: as whom those who submit to it may act.
  public func principals() -> Principals { Principals(directory.principals) }
}
