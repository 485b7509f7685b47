import LocalFiles
import Testing

/// The house as Documentation/Design.md draws it.
@Suite struct ArchitectureTests {
  @Test func theDrawingIsWhatTheModulesImport() throws {
    let drawing = String(decoding: try Files.read(SourceTree.root + "/Documentation/Design.md"), as: UTF8.self)
    var drawn: [String: Set<String>] = [:]
    for arrow in drawing.matches(of: #/(?m)^ *(\w+) --> (\w[\w &]*)$/#) {
      drawn[String(arrow.1), default: []].formUnion(arrow.2.split(separator: " & ").map(String.init))
    }
    let tree = try SourceTree()
    let imports = reduced(tree.imports).filter { !$0.value.isEmpty }
    for module in tree.modules.union(drawn.keys) {
      #expect(drawn[module] == imports[module], "\(module)")
    }
  }

  /// A target that names more is built later than it could be; one that names less is built by luck.
  @Test func theManifestNamesWhatIsImported() throws {
    let manifest = String(decoding: try Files.read(SourceTree.root + "/Package.swift"), as: UTF8.self)
    let imports = try SourceTree().imports
    var declared: [String: Set<String>] = [:]
    for target in manifest.matches(of: #/arget\(\s*name: "(\w+)"(?:, |,\s+)dependencies: \[([^\]]*)\]/#) {
      let names = target.2.matches(of: #/"(\w+)"/#).map { String($0.1) }
      declared[String(target.1)] = Set(names).intersection(imports.keys)
    }
    for (module, imported) in imports where !imported.isEmpty && module != "LMDB" {
      #expect(declared[module] == imported, "\(module)")
    }
  }

  @Test func foldersOfAModuleDependOneWay() throws {
    let tree = try SourceTree()
    for module in tree.modules {
      let circle = circle(in: tree.folders(of: module))
      #expect(circle.isEmpty, "\(module): \(circle.joined(separator: ", "))")
    }
  }

  /// Rules that the arrows alone do not show.
  @Test func anAuditorLinksNoDatabase() throws {
    let imports = try SourceTree().imports
    var linked: Set<String> = ["LogAudit"]
    while true {
      let more = linked.union(linked.flatMap { imports[$0] ?? [] })
      if more == linked { break }
      linked = more
    }
    #expect(linked == ["LogAudit", "TransparencyLog", "EventModel", "LocalFiles", "Bytes"])
  }

  /// Views and cosignatures have environments of their own.
  @Test func theLogsTablesAreTouchedInOneFolder() throws {
    let files = try SourceTree().files.filter { $0.module == "EventLedger" && $0.imports.contains("LMDB") }
    let folders = Set(files.map { $0.folder.split(separator: "/").first.map(String.init) ?? "" })
    #expect(folders == ["Engine", "Views", "Witnesses"])
  }

  @Test func everyFileSaysWhatItHolds() throws {
    for file in try SourceTree().files {
      let vague = ["Other", "Misc", "Util", "Helper", "Common.swift"].first { file.name.hasPrefix($0) }
      #expect(vague == nil, "\(file.module)/\(file.folder)/\(file.name)")
    }
  }

  @Test func aCircleIsFound() {
    #expect(circle(in: ["a": ["b"], "b": ["c"], "c": []]).isEmpty)
    #expect(circle(in: ["a": ["b"], "b": ["a", "c"], "c": []]) == ["a", "b"])
    #expect(reduced(["a": ["b", "c"], "b": ["c"], "c": []]) == ["a": ["b"], "b": ["c"], "c": []])
  }
}
