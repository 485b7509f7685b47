public import EventModel
package import TransparencyLog

/// The log's signing key is replaced: the checkpoint that ends with this event is the old key's last one.
///
/// The ledger records it itself (`EventStore.changeKey`), since whoever signs the next checkpoint must hold the new
/// key.
public struct LogKeyChanged: Act {
  /// The verifier key that was the log's until here, as text (c2sp.org/signed-note).
  public var previousKey = ""
  /// The verifier key of the log from here on: another key of the same origin.
  public var verifierKey = ""

  /// `albo.v1.LogKeyChanged`.
  public static let type = ActType(static: "albo.v1.LogKeyChanged")
  /// False: a ledger changes its own key.
  public static var isProposable: Bool { false }

  /// A change without content.
  public init(_ blank: Blank) {}

  package init(from previous: VerifierKey, to next: VerifierKey) {
    (previousKey, verifierKey) = (previous.text, next.text)
  }

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "previousKey", &previousKey, 0...1024)
    try fields.text(2, "verifierKey", &verifierKey, 0...1024)
  }

  /// `ledger/log`.
  public var stream: StreamName { StreamName(unchecked: "ledger/log") }

  /// The codes with which it is refused.
  public static let refusals: [RejectionCode] = [.notProposable, .keyNotUsable]

  /// Refuses anybody but the ledger, and a key that cannot follow.
  public func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    guard decision.actor == .ledger else {
      throw Rejection(
        .notProposable, "a ledger changes its own key", rule: "the log's key is changed where the log is signed")
    }
    guard let previous = try? VerifierKey(previousKey), let next = try? VerifierKey(verifierKey),
      next.kind == .ed25519, next.name == previous.name, next != previous,
      rows.row(Self.present(stream), as: KeyText.self).map({ $0.text == previousKey }) ?? true,
      rows.row(Self.used(stream, verifierKey), as: KeyText.self) == nil
    else {
      throw Rejection(
        .keyNotUsable, "\(verifierKey) cannot follow \(previousKey) as the key of this log")
    }
    return [self]
  }

  /// Keeps the key that is the log's, and those that it has had.
  public func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(Self.present(stream), to: KeyText(text: verifierKey))
    for key in [previousKey, verifierKey] { rows.set(Self.used(stream, key), to: KeyText(text: key)) }
  }

  private static func present(_ stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 1) }

  /// By the id of the key, for its name may be long.
  private static func used(_ stream: StreamName, _ key: String) -> ConstraintKey {
    ConstraintKey(stream, kind: 2, key: (try? VerifierKey(key))?.publicKey ?? [])
  }

  private struct KeyText: ConstraintValue, Described {
    var text = ""

    init(text: String) { self.text = text }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.text(1, "text", &text, 0...1024)
    }
  }
}

extension LogKeyChanged {
  /// The change that a record is; nil for a record of something else.
  package init?(record: borrowing Span<UInt8>) throws {
    let scan = try EventScan(record)
    guard scan.isKeyChange(in: record) else { return nil }
    try self.init(wire: record.bytes(scan.act))
  }

  /// Notes the change among the log's keys.
  ///
  /// - Throws: ``KeyChangeError``; `KeyError` if one of the two is not a key.
  package func apply(to keys: inout LogKeys, at position: Position) throws {
    try keys.change(at: position, from: VerifierKey(previousKey), to: VerifierKey(verifierKey))
  }
}

extension EventScan {
  private static let keyChange = Array("albo.v1.LogKeyChanged".utf8)

  /// Whether the event changes the log's key: asked of every record.
  package func isKeyChange(in record: borrowing Span<UInt8>) -> Bool {
    guard type.count == Self.keyChange.count else { return false }
    return zip(type, Self.keyChange).allSatisfy { record[$0] == $1 }
  }
}
