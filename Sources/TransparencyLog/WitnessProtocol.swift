import Bytes
import Crypto

/// The words of the witness protocol over HTTP (c2sp.org/tlog-witness).
public enum WitnessProtocol {
  /// Under the submission prefix: where requests are posted.
  public static let addCheckpoint = "add-checkpoint"

  /// The type of the body that states the size last cosigned.
  public static let sizeType = "text/x.tlog.size"

  /// Under the monitoring prefix: where the last checkpoint of that log is served.
  public static func checkpointPath(of origin: KeyName) -> String {
    "\(Hex.text(SHA256.hash(data: Array(origin.text.utf8))))/checkpoint"
  }

  /// The size that the body of a conflict states: decimal, and a newline. Nil for anything else.
  public static func size(_ body: [UInt8]) -> LogSize? {
    guard body.last == UInt8(ascii: "\n") else { return nil }
    return Decimal.parse(body.dropLast()).map { LogSize($0) }
  }

  /// The body of a conflict.
  public static func body(of size: LogSize) -> String { "\(size)\n" }
}
