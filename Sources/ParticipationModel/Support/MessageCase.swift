import EventModel

/// A choice of the schema as a Swift enumeration, without the schema's “unspecified”.
protocol MessageCase: CaseIterable {
  associatedtype MessageValue: Equatable

  /// The choice as the generated message has it.
  var message: MessageValue { get }
}

extension MessageCase {
  /// Reads a choice; one is needed.
  ///
  /// - Parameter reason: what is told where there is none.
  init(
    message: MessageValue, _ field: String, reason: String = "one of the choices of the schema is needed"
  ) throws(InvalidAct) {
    guard let choice = Self.allCases.first(where: { $0.message == message }) else {
      throw InvalidAct(field: field, reason: reason)
    }
    self = choice
  }
}

extension MessageCase where AllCases.Index == Int {
  /// Its place among the choices, from 1: the same number as in the schema.
  var number: UInt64 {
    Self.allCases.firstIndex { $0.message == message }.map { UInt64($0) + 1 } ?? 0
  }

  init?(number: UInt64) {
    guard let index = Int(exactly: number), Self.allCases.indices.contains(index - 1) else { return nil }
    self = Self.allCases[index - 1]
  }
}
