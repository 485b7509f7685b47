/// What the published schema says about its messages, fields and choices: the comments of the `.proto` files, which are
/// part of this program.
public struct SchemaComments: Sendable {
  /// A file of the schema: an institution, or the record.
  public struct File: Sendable {
    /// The name without its ending, `elections`.
    public let name: String
    /// The comment at its head.
    public let comment: String
    /// Its messages, in order.
    public let messages: [Entity]
    /// Its enumerations, in order.
    public let enumerations: [Entity]
  }

  /// A message or an enumeration.
  public struct Entity: Sendable {
    /// Its name, `BallotCast`.
    public let name: String
    /// The comment above it.
    public let comment: String
    /// Its fields or choices.
    public fileprivate(set) var members: [Member]

    /// The comment of a member; empty if there is none, or no such member.
    public func comment(of member: String) -> String { members.first { $0.name == member }?.comment ?? "" }
  }

  /// A field of a message, or a choice of an enumeration.
  public struct Member: Sendable {
    /// The name in JSON: of a field in lower camel case, of a choice as the schema spells it.
    public let name: String
    /// The comment above it, without the mark of computed fields.
    public let comment: String
    /// Its number.
    public let number: UInt32
    /// The type of a field, `repeated` and `optional` before it; empty for a choice.
    public let type: String
    /// Whether the comment says that the decider computes it.
    public let isComputed: Bool
  }

  /// The files, in the order in which they are documented.
  public let files: [File]

  /// The schema of this program.
  public static let albo = SchemaComments([
    ("subjects", PackageResources.subjects_proto), ("bodies", PackageResources.bodies_proto),
    ("elections", PackageResources.elections_proto), ("proposals", PackageResources.proposals_proto),
    ("agreements", PackageResources.agreements_proto), ("volunteers", PackageResources.volunteers_proto),
    ("ledger", PackageResources.ledger_proto), ("event", PackageResources.event_proto),
  ])

  init(_ files: [(name: String, text: [UInt8])]) {
    self.files = files.map { SchemaReader.file($0.name, String(decoding: $0.text, as: UTF8.self)) }
  }

  /// The message of this name.
  public func message(_ name: String) -> Entity? { files.lazy.flatMap(\.messages).first { $0.name == name } }

  /// The enumeration of this name.
  public func enumeration(_ name: String) -> Entity? {
    files.lazy.flatMap(\.enumerations).first { $0.name == name }
  }
}

/// Reads the files of the schema, as they are laid out here: one declaration a line, comments above.
private struct SchemaReader {
  private var comment: [String] = []
  private var head: String?
  private var open: (entity: SchemaComments.Entity, isMessage: Bool)?
  private var messages: [SchemaComments.Entity] = []
  private var enumerations: [SchemaComments.Entity] = []

  static func file(_ name: String, _ text: String) -> SchemaComments.File {
    var reader = SchemaReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { reader.read(line) }
    return SchemaComments.File(
      name: name, comment: reader.head ?? "", messages: reader.messages, enumerations: reader.enumerations)
  }

  private mutating func read(_ line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "//": return comment.append(words.dropFirst().joined(separator: " "))
    case "syntax": head = comment.joined(separator: " ")
    case "message", "enum":
      let entity = SchemaComments.Entity(name: words[1], comment: comment.joined(separator: " "), members: [])
      open = (entity, words[0] == "message")
    case "}" where line == "}": close()
    default: member(words)
    }
    comment = []
  }

  private mutating func member(_ words: [String]) {
    guard let sign = words.firstIndex(of: "="), sign > 0, sign + 1 < words.count, let isMessage = open?.isMessage,
      let number = UInt32(words[sign + 1].filter(\.isNumber))
    else { return }
    var text = comment.joined(separator: " ")
    let isComputed = text == "computed" || text.hasSuffix(" computed")
    if isComputed { text = String(text.dropLast("computed".count)).trimmingSpaces }
    let name = words[sign - 1]
    open?.entity.members.append(
      SchemaComments.Member(
        name: isMessage ? name.camelCase : name, comment: text, number: number,
        type: isMessage ? words[..<(sign - 1)].joined(separator: " ") : "", isComputed: isComputed))
  }

  private mutating func close() {
    guard let (entity, isMessage) = open else { return }
    if isMessage { messages.append(entity) } else { enumerations.append(entity) }
    open = nil
  }
}

extension String {
  /// `votingFrom` for `voting_from`.
  fileprivate var camelCase: String {
    let parts = split(separator: "_")
    return String(parts.first ?? "") + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  fileprivate var trimmingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
