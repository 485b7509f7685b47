/// The reference of open data in the documentation, made from the declarations so that both agree.
package enum OpenDataReference {
  /// A table with a row for each act: the objects that it refers to, what else is shown, and what is left out.
  package static var acts: String {
    let rows = ActDisclosure.acts.sorted { $0.key < $1.key }.map { name, act in
      "| \(name)\(act.isPrivate ? "*" : "") | \(objects(of: act)) | \(shown(by: act)) | \(leftOut(of: act)) |"
    }
    let head = ["| act | objects | else shown | left out |", "|---|---|---|---|"]
    return (head + rows).joined(separator: "\n") + "\n"
  }

  /// The meaning of each word that the rows use for what is left out.
  package static var omissions: String {
    Omission.allCases.map { "- *\($0)*: \($0.rawValue)\n" }.joined()
  }

  /// A section for each table, with its columns.
  package static var tables: String { TableDescription.tables(OpenTable.all) }

  /// The declared fields of an act, without nested ones; nil for an act without a declaration.
  package static func fields(of act: String) -> Set<String>? {
    ActDisclosure.acts[act].map { Set($0.fields.keys.map { String($0.prefix { $0 != "." }) }) }
  }

  /// Whether a field of an act is shown with all that it says; nil for a field without a declaration.
  package static func shows(_ field: String, of act: String) -> Bool? {
    let parts = (ActDisclosure.acts[act]?.fields ?? [:]).filter { $0.key.prefix { $0 != "." } == field }
    return parts.isEmpty
      ? nil : parts.values.allSatisfy { if case .leftOut = $0 { false } else { true } }
  }

  /// Whether the corrections of a field are shown.
  package static func showsCorrections(of field: String) -> Bool { Disclosure.shownCorrections.contains(field) }

  private static func objects(of act: ActDisclosure) -> String {
    var names = act.fields.sorted { $0.key < $1.key }.compactMap { path, disclosure -> String? in
      switch disclosure {
      case .object(let type, _, _): "\(type.rawValue) (`\(path)`)"
      case .organisation: "organisation (`\(path)`)"
      case .member: "member (`\(path)`)"
      case .stream: "what is aimed at (`\(path)`)"
      case .attribute, .actor, .data, .correction, .leftOut: nil
      }
    }
    if let register = act.register { names.append("register of \(register)") }
    return names.joined(separator: ", ")
  }

  private static func shown(by act: ActDisclosure) -> String {
    act.fields.keys.sorted().compactMap { path in
      switch act.fields[path] {
      case .attribute, .actor, .data: "`\(path)`"
      case .correction: "`\(path)` (of a field that is shown)"
      default: nil
      }
    }.joined(separator: ", ")
  }

  private static func leftOut(of act: ActDisclosure) -> String {
    Omission.allCases.compactMap { reason in
      let names = act.fields.filter { $0.value == .leftOut(reason) }.keys.sorted()
      return names.isEmpty ? nil : "*\(reason)*: " + names.map { "`\($0)`" }.joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
