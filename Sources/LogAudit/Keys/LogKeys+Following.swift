import EventModel
public import TransparencyLog

extension LogKeys {
  /// The keys from one that is trusted on, by the proofs of the changes that followed.
  ///
  /// The proof of a change is the receipt of its event with the record in ``Receipt/extra``: in the checkpoint that ends
  /// with the event, which the old key has signed. Changes before the trusted key's own are passed over.
  ///
  /// - Parameter changes: the proofs in the order of the log, as it publishes them.
  /// - Throws: ``KeyChangeError``.
  public init(trusting key: VerifierKey, changes: [Receipt]) throws(KeyChangeError) {
    self.init(key)
    for receipt in changes {
      let change = try Self.change(in: receipt)
      if terms.count == 1, change.previousKey != key.text { continue }
      try follow(change, receipt)
    }
  }

  /// The checkpoints that these proofs carry, by size: the last one that each replaced key has signed.
  ///
  /// The log must continue them. Else whoever holds the new key alone could write anew what was signed by the old one.
  package func lastCheckpoints(in changes: [Receipt]) -> [Checkpoint] {
    changes.compactMap { try? verify($0.note) }.sorted { $0.size < $1.size }
  }

  private static func change(in receipt: Receipt) throws(KeyChangeError) -> LogKeyChanged {
    let change: LogKeyChanged?
    do { change = try receipt.extra.flatMap { try LogKeyChanged(record: $0.span) } } catch {
      throw .unproven("the record of position \(receipt.position) cannot be read: \(error)")
    }
    guard let change else {
      throw .unproven("the receipt of position \(receipt.position) has no record of such a change")
    }
    return change
  }

  private mutating func follow(_ change: LogKeyChanged, _ receipt: Receipt) throws(KeyChangeError) {
    let position = receipt.position
    guard receipt.proof.size.rawValue == position.rawValue + 1 else {
      throw .unproven("the checkpoint of position \(position) does not end with the change")
    }
    do { try receipt.verify(entry: receipt.extra ?? [], key: current) } catch {
      throw .unproven("at position \(position), \(error)")
    }
    do { try change.apply(to: &self, at: position) } catch let error as KeyChangeError {
      throw error
    } catch {
      throw .unproven("at position \(position), \(error)")
    }
  }
}
