import EventModel

/// Reads an act's JSON by its declaration: the data that may be shown, references to objects, attributes.
///
/// Undeclared fields are left out.
struct DisclosureReader {
  private(set) var references: [OpenEvent.Reference] = []
  private(set) var attributes: [OpenEvent.Attribute] = []
  private let disclosure: ActDisclosure
  private let members: PublicMembers

  init(_ disclosure: ActDisclosure, _ members: PublicMembers) {
    (self.disclosure, self.members) = (disclosure, members)
  }

  /// The act without the fields that are left out.
  mutating func read(_ act: JSONValue) -> JSONValue {
    var shown = message(act, path: "", within: act) ?? .object([:])
    if let type = act["@type"], case .object(var members) = shown {
      members["@type"] = type
      shown = .object(members)
    }
    return shown
  }

  private mutating func message(_ value: JSONValue, path: String, within root: JSONValue) -> JSONValue? {
    guard let fields = value.members else { return nil }
    var shown: [String: JSONValue] = [:]
    for name in fields.keys.sorted() {
      guard let field = fields[name] else { continue }
      shown[name] = member(field, name, path.isEmpty ? name : "\(path).\(name)", of: value, root)
    }
    return .object(shown)
  }

  private mutating func member(
    _ value: JSONValue, _ name: String, _ path: String, of parent: JSONValue, _ root: JSONValue
  ) -> JSONValue? {
    if let rule = disclosure.fields[path] { return show(value, name, rule, of: parent, root) }
    guard disclosure.reaches(path) else { return nil }
    guard let elements = value.elements else { return message(value, path: path, within: root) }
    return .array(elements.compactMap { message($0, path: path, within: root) })
  }

  private mutating func show(
    _ value: JSONValue, _ name: String, _ rule: Disclosure, of parent: JSONValue, _ root: JSONValue
  ) -> JSONValue? {
    if let elements = value.elements, rule != .data {
      let shown = elements.compactMap { show($0, name, rule, of: parent, root) }
      return shown.isEmpty ? nil : .array(shown)
    }
    switch rule {
    case .data: return value
    case .leftOut: return nil
    case .attribute(let type):
      attributes.append(OpenEvent.Attribute(name: name, type: type, value: value))
      return value
    case .object(let type, let qualifier, let scope):
      guard let id = Self.id(value) else { return nil }
      let prefix = scope.flatMap { Self.id(parent[$0]) ?? Self.id(root[$0]) }.map { Self.plain($0) + "/" }
      if scope == nil || prefix != nil { refer(type, (prefix ?? "") + id, qualifier) }
      return value
    case .organisation(let qualifier):
      guard let id = Self.id(value), !id.hasPrefix("person:"), name == "organisation" || id.hasPrefix("org:") else {
        return nil
      }
      refer(.organisation, Self.plain(id), qualifier)
      return value
    case .member(let qualifier):
      guard let id = value.text.flatMap({ members.id(of: $0) }) else { return nil }
      refer(.member, id, qualifier)
      return .string(id)
    case .actor:
      guard let actor = value.text, OpenEvent.isPublic(actor) else { return nil }
      attributes.append(OpenEvent.Attribute(name: name, type: .string, value: value))
      return value
    case .correction:
      guard let field = parent["field"]?.text, Disclosure.shownCorrections.contains(field) else { return nil }
      attributes.append(OpenEvent.Attribute(name: name, type: .string, value: value))
      return value
    case .stream(let qualifier):
      guard let stream = value.text else { return nil }
      guard let object = OpenEvent.object(ofStream: stream) else { return stream == "*" ? value : nil }
      references.append(OpenEvent.Reference(object: object, qualifier: qualifier))
      return value
    }
  }

  private mutating func refer(_ type: ObjectType, _ name: String, _ qualifier: String) {
    references.append(
      OpenEvent.Reference(object: OpenEvent.ObjectID(type: type, name: name), qualifier: qualifier))
  }

  /// An id as text; nil if it is empty.
  private static func id(_ value: JSONValue?) -> String? {
    guard let text = value?.text ?? value?.unsignedInteger.map(String.init), !text.isEmpty else { return nil }
    return text
  }

  /// The id of an organisation without the prefix of its actor.
  private static func plain(_ id: String) -> String { id.hasPrefix("org:") ? String(id.dropFirst(4)) : id }
}
