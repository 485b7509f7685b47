/// The methods other than queries: recording, asking why, and discovery.
public enum MethodNames {
  /// Decides a proposal and records it.
  public static let record = "acts.record"
  /// Decides a proposal without recording it.
  public static let why = "acts.why"
  /// Describes every method, as an OpenRPC document.
  public static let discover = "rpc.discover"
}
