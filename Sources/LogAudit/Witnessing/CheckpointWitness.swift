public import TransparencyLog

/// A witness as a log asks it (c2sp.org/tlog-witness), over whatever network.
public protocol CheckpointWitness: Sendable {
  /// Posts a request.
  ///
  /// - Throws: an error if the witness does not answer, or not as the protocol says.
  func cosign(_ request: WitnessRequest) async throws -> WitnessAnswer

  /// The last checkpoint that it cosigned of a log, not verified; nil if it has none.
  ///
  /// - Throws: an error if the witness does not answer.
  func lastCheckpoint(of origin: KeyName) async throws -> SignedNote?
}

/// What a witness answers to a request; nothing in it is verified.
public enum WitnessAnswer: Sendable, Hashable {
  /// Lines to be added to the checkpoint, of which some may be of unknown keys.
  case cosigned([NoteSignature])
  /// The size that it cosigned last, which differs from the old size of the request.
  case conflict(LogSize)
  /// It does not cosign; an HTTP status, and what it says. 422 means another history.
  case refused(status: Int, String)
}

/// How a process reaches witnesses, and how it reports what people should know about them.
public struct WitnessAccess: Sendable {
  /// The witness of a policy; nil if the policy does not say how it is reached.
  public var connect: @Sendable (TrustPolicy.Witness) -> (any CheckpointWitness)?
  /// Takes sentences to report, for instance that a witness could not be reached.
  public var notice: @Sendable (String) -> Void
  /// The time that the others still have once enough have answered.
  public var grace = Duration.seconds(1)
  /// The time that all of them together have to say what they last cosigned, before anything is recorded.
  public var patience = Duration.seconds(3)

  /// Access to witnesses.
  public init(
    connect: @escaping @Sendable (TrustPolicy.Witness) -> (any CheckpointWitness)?,
    notice: @escaping @Sendable (String) -> Void
  ) {
    (self.connect, self.notice) = (connect, notice)
  }
}
