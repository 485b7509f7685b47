import LocalFiles

/// The sources of this package, read as text: what is declared where, and who names it.
struct SourceTree {
  /// A file below `Sources`.
  struct File {
    let module: String
    /// The folder within the module; empty for files that lie in none.
    let folder: String
    let name: String
    let imports: Set<String>
    /// The types that other files can name.
    let declared: Set<String>
    /// The words that begin with a capital, without comments and texts.
    let words: Set<String>
  }

  let files: [File]
  let modules: Set<String>

  static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  init() throws {
    var files: [File] = []
    modules = Set(try Files.list(Self.root + "/Sources"))
    for module in modules { try Self.collect(module, "", into: &files) }
    self.files = files
  }

  /// Which modules of this package each module imports.
  var imports: [String: Set<String>] {
    files.reduce(into: [:]) { $0[$1.module, default: []].formUnion($1.imports.intersection(modules)) }
  }

  /// Which folders of a module name types of which others.
  func folders(of module: String) -> [String: Set<String>] {
    let own = files.filter { $0.module == module }
    var places: [String: String] = [:]
    for file in own {
      for type in file.declared where places[type] == nil { places[type] = file.folder }
    }
    return own.reduce(into: [:]) { graph, file in
      let named = Set(file.words.subtracting(file.declared).compactMap { places[$0] })
      graph[file.folder, default: []].formUnion(named.subtracting([file.folder]))
    }
  }

  private static func collect(_ module: String, _ folder: String, into files: inout [File]) throws {
    let path = [root, "Sources", module, folder].filter { !$0.isEmpty }.joined(separator: "/")
    for name in try Files.list(path) {
      if name.hasSuffix(".swift") {
        files.append(try read("\(path)/\(name)", module, folder, name))
      } else if Files.isDirectory("\(path)/\(name)") {
        try collect(module, folder.isEmpty ? name : "\(folder)/\(name)", into: &files)
      }
    }
  }

  private static func read(_ path: String, _ module: String, _ folder: String, _ name: String) throws -> File {
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    let code = text.replacing(#/"""[\s\S]*?"""/#, with: "").replacing(#/\/\/.*/#, with: "")
      .replacing(#/"(\\.|[^"\\\n])*"/#, with: "")
    let imports = code.matches(of: #/(?m)^[@_a-z ]*import (?:struct )?(\w+)/#).map { String($0.1) }
    let declarations = code.matches(
      of: #/(?m)^((?:[a-z]+ )*)(?:struct|class|enum|protocol|actor|typealias) (\w+)/#)
    return File(
      module: module, folder: folder, name: name, imports: Set(imports),
      declared: Set(declarations.filter { !$0.1.contains("private") }.map { String($0.2) }),
      words: Set(code.matches(of: #/\b[A-Z]\w+\b/#).map { String($0.output) }))
  }
}

/// Which of the names in a graph lie on a circle.
func circle(in graph: [String: Set<String>]) -> [String] {
  var rest = graph
  while let free = rest.first(where: { $0.value.allSatisfy { rest[$0] == nil } })?.key { rest[free] = nil }
  return rest.keys.sorted()
}

/// The arrows that do not follow from others.
func reduced(_ graph: [String: Set<String>]) -> [String: Set<String>] {
  func reachable(_ name: String) -> Set<String> {
    (graph[name] ?? []).reduce(into: []) { $0.formUnion(reachable($1).union([$1])) }
  }
  return graph.mapValues { targets in
    targets.filter { target in !targets.contains { $0 != target && reachable($0).contains(target) } }
  }
}
