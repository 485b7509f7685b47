public import EventModel
import SwiftProtobuf
public import TransparencyLog

/// An agreement is in force: follows its last needed signature in the same transaction.
public struct AgreementTookEffect: Act {
  /// The agreement.
  public var agreement: Identifier
  /// The version that is in force.
  public var version: UInt32
  /// The signatures that satisfy it, in the order in which they were given.
  public var satisfiedBy: [Position]

  init(agreement: Identifier, version: UInt32, satisfiedBy: [Position]) {
    (self.agreement, self.version, self.satisfiedBy) = (agreement, version, satisfiedBy)
  }

  /// False: it only follows from a signature.
  public static var isProposable: Bool { false }

  /// `agreement/ID`.
  public var stream: StreamName { AgreementOpened.stream(of: agreement) }

  /// Refuses `NotProposable`, always.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    throw Rejection(
      "NotProposable", "an agreement takes effect by its last signature",
      rule: "what follows from an act is recorded with it and cannot be proposed")
  }

  /// Remembers that the version is in force.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var state = rows.row(AgreementState.key(agreement), as: AgreementState.self) else { return }
    state.effectiveAt = event.position
    rows.set(AgreementState.key(agreement), to: state)
  }
}

extension AgreementTookEffect: MessageAct {
  package init(message: Albo_V1_AgreementTookEffect) throws(InvalidAct) {
    self.init(
      agreement: try Fields.identifier(message.agreement, "agreement"), version: message.version,
      satisfiedBy: message.satisfiedBy.map { Position($0) })
  }

  package var message: Albo_V1_AgreementTookEffect {
    .with {
      $0.agreement = agreement.description
      $0.version = version
      $0.satisfiedBy = satisfiedBy.map(\.rawValue)
    }
  }
}
