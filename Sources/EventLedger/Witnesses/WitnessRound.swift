public import TransparencyLog

/// How it went to have a checkpoint cosigned.
public struct WitnessRound: Sendable {
  /// What came of one witness.
  public enum Outcome: Sendable, Hashable, CustomStringConvertible {
    /// It has cosigned; its clock differs from the ledger's by this many seconds.
    case cosigned(secondsAhead: Int64)
    /// It had cosigned this size before.
    case known
    /// The policy does not say where it is, or says so in a way that this process cannot use.
    case noAddress
    /// It failed before, and is left alone for a while.
    case resting(reason: String)
    /// It did not answer, or not in time, or not as the protocol says.
    case unreachable(String)
    /// It answered with this status.
    case refused(status: Int, String)
    /// It says that it has cosigned a larger size already.
    case ahead(LogSize)
    /// Its line does not verify.
    case wrongSignature(String)

    /// A few words for people.
    public var description: String {
      switch self {
      case .cosigned(let seconds) where abs(seconds) > 600: "has cosigned, but its clock is \(seconds) s off ours"
      case .cosigned: "has cosigned"
      case .known: "had cosigned already"
      case .noAddress: "has no usable URL in the policy"
      // The same words as at first, so that one failure is reported once.
      case .resting(let reason): reason
      case .unreachable(let reason): "could not be asked: \(reason)"
      case .refused(let status, let text): "refused with \(status): \(text)"
      case .ahead(let size): "says that it has cosigned size \(size) already"
      case .wrongSignature(let reason): "gave a signature that does not count: \(reason)"
      }
    }
  }

  /// The size that was to be cosigned.
  public let size: LogSize
  /// The witnesses and what came of each, by their names in the policy; one that was still being waited for a while
  /// after the quorum was met counts as unreachable.
  public internal(set) var outcomes: [(witness: PolicyName, outcome: Outcome)] = []

  init(size: LogSize) { self.size = size }

  /// The witnesses that did not cosign, for people; empty if all did.
  public var failures: String {
    outcomes.compactMap { witness, outcome in
      switch outcome {
      case .cosigned(let seconds) where abs(seconds) <= 600: nil
      case .known: nil
      default: "\(witness) \(outcome)"
      }
    }.joined(separator: "; ")
  }
}
