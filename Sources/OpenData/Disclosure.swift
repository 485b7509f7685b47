/// What open data shows of a field of an act.
enum Disclosure: Hashable, Sendable {
  /// Copied into the data, and shown as an attribute of the event or of the object that the act describes.
  case attribute(AttributeType)
  /// Copied into the data as it is, with all its content.
  case data
  /// The id of an object: unique as it is, or within the object that another field names.
  case object(ObjectType, as: String, within: String? = nil)
  /// An organisation, `org:ID` or its id alone; if it is a person instead, it is left out.
  case organisation(as: String)
  /// A person who takes a seat: shown under the id of `PublicMembers`.
  case member(as: String)
  /// The actor: an attribute if the prefix shows that it is not a person; otherwise not shown.
  case actor
  /// A stream, `category/ID`.
  case stream(as: String)
  /// A value of the corrected field that `field` names: an attribute, if open data shows that field; otherwise not shown.
  case correction
  /// Not shown.
  case leftOut(Omission)

  /// The fields whose corrections are shown: those that the corrected acts show. Attendance is not one of them, since it
  /// names the persons who sat in.
  static let shownCorrections: Set<String> = [
    "title", "area", "place", "name", "runts", "territories", "others", "excused", "measures", "minutesHash",
  ]
}

/// Why a field is left out of open data.
enum Omission: String, Sendable, CaseIterable {
  /// It names a person, or says something about one.
  case person = "says something about a person who has no seat in a body"
  /// It identifies a person.
  case tag = "identifies a voter or supporter, even after the close"
  /// It is a vote.
  case choice = "is a single person's choice; the counts are in the results"
  /// It counts persons in groups that may be small.
  case breakdown = "counts persons in groups that may be small; the CSV tables have it, with small cells suppressed"
  /// It is a digest of documents about a person, against which guesses could be tried.
  case evidence = "is a digest of documents about a person"
  /// It only serves verification, for which there is the log itself.
  case proof = "only serves to verify the log, which contains it"
}

/// The types of OCEL 2.0 attributes.
enum AttributeType: String, Sendable {
  case string, integer, boolean, time
}

/// The types of objects that events refer to.
enum ObjectType: String, Sendable, CaseIterable {
  case log, register, office, transcription, organisation, mandate, body, seat, member, meeting
  case agendaItem = "agenda-item"
  case resolution, election, option, ballot, proposal, agreement, project
}

/// What open data shows of an act.
struct ActDisclosure: Sendable {
  /// By field; `parent.child` for a field of a message or of a list of messages.
  let fields: [String: Disclosure]
  /// The field of the object whose attributes the act sets; nil if they are the event's own attributes.
  let describes: String?
  /// An object that the act belongs to, in addition to those that its fields name.
  let register: String?
  /// Whether the actor is a private person: then actor, channel and a stream named after the person are not shown.
  let isPrivate: Bool

  init(
    _ fields: [String: Disclosure], describes: String? = nil, register: String? = nil, isPrivate: Bool = false
  ) {
    (self.fields, self.describes, self.register, self.isPrivate) = (fields, describes, register, isPrivate)
  }

  /// Whether something below a path is disclosed.
  func reaches(_ path: String) -> Bool { fields.keys.contains { $0.hasPrefix(path + ".") } }

  /// The object type whose attributes the act sets.
  var described: ObjectType? {
    guard let describes, case .object(let type, _, _)? = fields[describes] else {
      if let describes, case .organisation? = fields[describes] { return .organisation }
      return nil
    }
    return type
  }
}
