public import EventModel

/// What people read of the acts: for the terminal, and as a page of the documentation. Everything comes from the acts'
/// descriptions, their refusals and the comments of the schema.
public struct ActDocumentation: Sendable {
  private let schema: SchemaComments
  private let registry: ActRegistry

  /// The documentation of a registry's acts.
  public init(_ registry: ActRegistry = .albo, schema: SchemaComments = .albo) {
    (self.registry, self.schema) = (registry, schema)
  }

  /// An act with its name in the schema and what it is, in a sentence.
  public struct Summary: Sendable {
    /// `BallotCast`.
    public let name: String
    /// What it is.
    public let sentence: String
    /// Whether it may be proposed.
    public let isProposable: Bool
  }

  /// Every act, by institution, in the order of the schema.
  public var summaries: [(institution: String, acts: [Summary])] {
    institutions.map { file, acts in
      (
        String(file.comment.prefix { $0 != ":" }),
        acts.map { act in
          let comment = schema.message(act.type.shortName)?.comment ?? ""
          return Summary(
            name: act.type.shortName, sentence: comment.firstSentence, isProposable: act.isProposable)
        }
      )
    }
  }

  private var institutions: [(file: SchemaComments.File, acts: [any Act.Type])] {
    schema.files.compactMap { file in
      let acts = file.messages.compactMap { message in ActType("albo.v1.\(message.name)").flatMap { registry[$0] } }
      return acts.isEmpty ? nil : (file, acts)
    }
  }

  /// The act with this name, full or short.
  public func act(named name: String) -> (any Act.Type)? {
    [name, "albo.v1.\(name)"].lazy.compactMap { ActType($0).flatMap { registry[$0] } }.first
  }

  // MARK: The terminal

  /// An act's fields with their bounds, and what refuses it.
  public func text(of act: any Act.Type) -> String {
    var lines = [act.type.description, "", schema.message(act.type.shortName)?.comment ?? ""]
    if !act.isProposable { lines.append("It cannot be proposed: it follows from another act.") }
    lines += ["", "Fields (* must be given, = is computed):"]
    append(act.fields, of: act.type.shortName, indent: "  ", to: &lines)
    if let act = act as? any CityAct.Type {
      lines += ["", "Entitled: \(act.entitlement.plainSentence)."]
    }
    lines += ["", "Refused with:"]
    for code in act.refusals { lines.append("  \(code): \(code.rule)") }
    return lines.joined(separator: "\n")
  }

  private func append(_ fields: [FieldDescription], of message: String, indent: String, to lines: inout [String]) {
    let comments = schema.message(message)
    for field in fields {
      let mark = field.isComputed ? "=" : field.isRequired ? "*" : " "
      let list = field.presence == .list ? "list of " : ""
      let allowed = field.allowed.isEmpty ? "" : "; \(field.allowed)"
      lines.append("\(indent)\(mark) \(field.name): \(list)\(field.type)\(allowed)")
      if let comment = comments?.comment(of: field.name), !comment.isEmpty { lines.append("\(indent)    \(comment)") }
      append(field.fields, of: field.type, indent: indent + "    ", to: &lines)
    }
  }

  /// A complete, valid proposal of the act on one line, after lines of comments that start with `#`.
  public func example(of act: any Act.Type) -> String {
    var lines = ["# \(schema.message(act.type.shortName)?.comment ?? act.type.description)"]
    func explain(_ fields: [FieldDescription], of message: String, path: String) {
      let comments = schema.message(message)
      for field in fields where !field.isComputed {
        let words = [comments?.comment(of: field.name) ?? "", field.allowed].filter { !$0.isEmpty }
        let need = field.isRequired ? "" : " (may be left out)"
        lines.append("# \(path)\(field.name)\(need): \(words.joined(separator: " Allowed: "))")
        explain(field.fields, of: field.type, path: "\(path)\(field.name).")
      }
    }
    explain(act.fields, of: act.type.shortName, path: "act.")
    let proposal: JSONValue = .object(["act": Self.json(act), "actor": .string("office:participation")])
    return (lines + [JSONText.text(proposal)]).joined(separator: "\n")
  }

  private static func json<Value: Act>(_ type: Value.Type) -> JSONValue { Value.example.typedJSON }

  // MARK: The page

  /// Documentation/Acts.md.
  public var markdown: String {
    var lines = [Self.preface]
    for (file, acts) in institutions {
      let title = String(file.comment.prefix { $0 != ":" })
      lines += ["", "## \(title)", "", file.comment]
      for act in acts { append(act, to: &lines) }
      let messages = file.messages.filter { message in !acts.contains { $0.type.shortName == message.name } }
      let described = acts.flatMap { Self.nested($0.fields) }
      for message in messages {
        guard let fields = described.first(where: { $0.type == message.name })?.fields else { continue }
        lines += ["", "**\(message.name)**\(message.comment.isEmpty ? "" : ": \(message.comment)")", ""]
        lines += fields.map { line($0, in: message) }
      }
      lines += file.enumerations.isEmpty ? [] : ["", "**Choices**, in JSON by name, short name or number", ""]
      lines += file.enumerations.map(line)
    }
    lines += ["", "## Refusals", "", "Each code, with the rule that it stands for.", ""]
    lines += Self.catalogue(registry).map { "- `\($0)`: \($0.rule)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Every code with which an act of the registry is refused, and those of the ledger, by name.
  static func catalogue(_ registry: ActRegistry) -> [RejectionCode] {
    let codes = registry.types.compactMap { registry[$0] }.flatMap { $0.refusals } + RejectionCode.ledgerRejections
    return Set(codes).sorted { $0.description < $1.description }
  }

  private static func nested(_ fields: [FieldDescription]) -> [FieldDescription] {
    fields.flatMap { field in field.isMessage ? [field] + nested(field.fields) : [] }
  }

  private func append(_ act: any Act.Type, to lines: inout [String]) {
    let message = schema.message(act.type.shortName)
    lines += ["", "### \(act.type.shortName)", "", message?.comment ?? "", ""]
    if !act.isProposable { lines += ["It cannot be proposed: it follows from another act.", ""] }
    lines += act.fields.map { line($0, in: message) }
    if let act = act as? any CityAct.Type { lines += ["", "Entitled: \(act.entitlement.sentence)."] }
    lines += ["", "Refuses \(act.refusals.map { "`\($0)`" }.joined(separator: ", "))."]
  }

  private func line(_ field: FieldDescription, in message: SchemaComments.Entity?) -> String {
    let list = field.presence == .list ? "list of " : ""
    let need = field.isRequired ? ", required" : ""
    let comment = message?.comment(of: field.name) ?? ""
    // The choices of an enumeration are listed once, below.
    let allowed = field.allowed.isEmpty || !field.choices.isEmpty ? "" : "Allowed: \(field.allowed)."
    let words = [comment, allowed, field.isComputed ? "*computed*" : ""].filter { !$0.isEmpty }
    let text = words.isEmpty ? "" : ": \(words.joined(separator: " "))"
    return "- `\(field.name)` (\(list)\(field.type)\(need))\(text)"
  }

  private func line(_ enumeration: SchemaComments.Entity) -> String {
    let choices = enumeration.members.filter { $0.number > 0 || !$0.comment.isEmpty }.map { choice in
      choice.comment.isEmpty ? "`\(choice.name)`" : "`\(choice.name)` (\(choice.comment.withoutStop))"
    }
    let comment = enumeration.comment.isEmpty ? "" : " (\(enumeration.comment.withoutStop))"
    return "- \(enumeration.name)\(comment): \(choices.joined(separator: "; "))"
  }

  private static let preface = """
    # The acts

    Every act: its fields, with their names in JSON, what is allowed in them, and the rules that refuse it. Instants are µs
    since 1970 UTC (RFC 3339 with an offset is also read), days are `YYYY-MM-DD`, money is cents, time is minutes, hashes
    are base64 in JSON. Fields marked *computed* are set by the decider; a proposal leaves them out. A field outside its
    bounds is an error that names its path, what was found and what is expected; several errors are reported together. The
    codes below name the rules by which an act is refused. A proposal is a line
    `{"id": UUIDv7, "act": {"@type": "albo.v1.NAME", …}, "actor": …}` for `albo record` and `acts.record`, with
    `onBehalfOf`, `mandate`, `channel`, `assurance`, `occurredAt`, `expect`, `commitments` and `actReference` and
    `under` if they are needed. `albo acts NAME` prints one act; `albo record --example NAME` prints a complete, valid proposal of it. This page
    is made by `albo acts --markdown`.
    """
}

extension String {
  /// Up to the first full stop, and it.
  fileprivate var firstSentence: String {
    guard let stop = firstRange(of: ". ") else { return self }
    return String(self[..<stop.lowerBound]) + "."
  }

  fileprivate var withoutStop: String { last == "." ? String(dropLast()) : self }
}
