public import EventModel

/// The form in which an organisation exists.
public enum LegalForm: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// An association, recognised or not.
  case association
  /// A cooperative, social ones included.
  case cooperative
  /// A foundation.
  case foundation
  /// A committee.
  case committee
  /// A company.
  case company
  /// A school, a health authority, another municipality.
  case publicBody
  /// People who act together without a statute.
  case informalGroup
  /// Any other form.
  case other
}
