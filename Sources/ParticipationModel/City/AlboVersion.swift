/// The version of this library, its commands and its protocol.
public enum AlboVersion {
  /// Semantic versioning; before 1.0 formats and rules may change with the second number.
  public static let text = "0.1.0"
}
