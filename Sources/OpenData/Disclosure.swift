/// What open data shows of a field of an act.
enum Disclosure: Hashable, Sendable {
  /// Copied: into the data, and as an attribute of the event or of the object that the act describes.
  case attribute(AttributeType)
  /// Copied into the data as it is, with all that is in it.
  case data
  /// The id of an object: unique as it is, or within the object that another field names.
  case object(ObjectType, as: String, within: String? = nil)
  /// An organisation, `org:ID` or its id alone; a person in its place is left out.
  case organisation(as: String)
  /// A person who takes a seat: shown under the id of `PublicMembers`.
  case member(as: String)
  /// Who acts: an attribute if the prefix says that it is no person, else not shown.
  case actor
  /// A stream, `category/ID`.
  case stream(as: String)
  /// Not shown.
  case leftOut(Omission)
}

/// Why a field is left out of open data.
enum Omission: String, Sendable, CaseIterable {
  /// It names a person, or says something of one.
  case person = "says something of a person who does not sit in a body"
  /// It stands for a person.
  case tag = "stands for a voter or supporter, also after the close"
  /// It is a vote.
  case choice = "is a single person's choice; the counts are in the results"
  /// It counts persons in groups that may be small.
  case breakdown = "counts persons in groups that may be small; the CSV tables have it, small cells suppressed"
  /// A digest of papers about a person could be tried against guesses.
  case evidence = "is a digest of papers about a person"
  /// It only serves verification, which the log itself is for.
  case proof = "serves the verification of the log, which has it"
}

/// The types of OCEL 2.0 attributes.
enum AttributeType: String, Sendable {
  case string, integer, boolean, time
}

/// The types of objects that events refer to.
enum ObjectType: String, Sendable, CaseIterable {
  case log, register, organisation, mandate, body, seat, member, meeting
  case agendaItem = "agenda-item"
  case resolution, election, option, ballot, proposal, agreement, project
}

/// What open data shows of an act.
struct ActDisclosure: Sendable {
  /// By field; `parent.child` for what stands in a message or a list of messages.
  let fields: [String: Disclosure]
  /// The field of the object whose attributes the act sets; the attributes are the event's own if nil.
  let describes: String?
  /// An object that the act belongs to beside those that its fields name.
  let register: String?
  /// Whether a private person acts: neither actor nor channel is shown, nor a stream that is called after the person.
  let isPrivate: Bool

  init(
    _ fields: [String: Disclosure], describes: String? = nil, register: String? = nil, isPrivate: Bool = false
  ) {
    (self.fields, self.describes, self.register, self.isPrivate) = (fields, describes, register, isPrivate)
  }

  /// Whether a path is not disclosed itself, but something below it is.
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
