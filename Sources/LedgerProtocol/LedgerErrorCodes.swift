public import EventModel
import TransparencyLog

extension RPCError.Code {
  /// A rule refuses the proposal, or the answer may not be disclosed yet: `data` is
  /// `{rejection, rule, positions}` and details of the rejection, such as `sealedUntil`.
  public static let rejection = Self(rawValue: -32000)
  /// The ledger could not do it: `data` is `{error}`, the name of the error.
  public static let ledger = Self(rawValue: -32001)
}

extension RPCError {
  /// The error that answers wrong parameters: `data` is `{faults: [{field, reason}]}`, one for each wrong field.
  public static func invalidParams(_ error: InvalidAct) -> RPCError {
    var answer = invalidParams(error.description)
    let faults = error.faults.map { JSONValue.object(["field": .string($0.field), "reason": .string($0.reason)]) }
    answer.data = .object(["faults": .array(faults)])
    return answer
  }

  /// The wrong fields, if this error lists them; nil for another error.
  public var invalidAct: InvalidAct? {
    guard code == .invalidParams, let faults = data?["faults"]?.elements, !faults.isEmpty else { return nil }
    return InvalidAct(
      faults.map { .init(field: $0["field"]?.text ?? "", reason: $0["reason"]?.text ?? "") })
  }

  /// The error that carries a rejection.
  public init(_ rejection: Rejection) {
    var data = rejection.details
    data["rejection"] = .string(rejection.code.description)
    data["rule"] = .string(rejection.rule)
    data["positions"] = .array(rejection.positions.map { .whole($0.rawValue) })
    self.init(code: .rejection, message: rejection.message, data: .object(data))
  }

  /// The rejection that this error carries, or nil for another error.
  public var rejection: Rejection? {
    guard code == .rejection, let name = data?["rejection"]?.text, let rule = data?["rule"]?.text else { return nil }
    let positions = (data?["positions"]?.elements ?? []).compactMap(\.unsignedInteger)
    let own = ["rejection", "rule", "positions"]
    return Rejection(
      RejectionCode(name), message, rule: rule, positions: positions.map { Position($0) },
      details: (data?.members ?? [:]).filter { !own.contains($0.key) })
  }
}
