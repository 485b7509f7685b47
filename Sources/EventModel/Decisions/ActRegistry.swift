/// The types of acts that a ledger knows. A linking program adds its own: `registry.adding(MyAct.self)`.
public struct ActRegistry: Sendable {
  private var acts: [ActType: any Act.Type] = [:]
  private var opaque: Set<ActType> = []

  /// A registry of these types.
  public init(_ types: [any Act.Type] = []) {
    for type in types { acts[type.type] = type }
  }

  /// A registry that also knows this type.
  public func adding(_ type: any Act.Type) -> ActRegistry {
    var copy = self
    copy.acts[type.type] = type
    return copy
  }

  /// A registry that also lets acts of this type be appended as bytes, undecided.
  public func adding(opaque type: ActType) -> ActRegistry {
    var copy = self
    copy.opaque.insert(type)
    return copy
  }

  /// The type with this name, if acts of it are decided here.
  public subscript(type: ActType) -> (any Act.Type)? { acts[type] }

  /// Whether acts of this name are appended as bytes, undecided.
  public func isOpaque(_ type: ActType) -> Bool { opaque.contains(type) }

  /// Whether the registry knows the name at all.
  public func knows(_ type: ActType) -> Bool { acts[type] != nil || opaque.contains(type) }

  /// The names of all types, sorted.
  public var types: [ActType] { (Array(acts.keys) + Array(opaque)).sorted() }

  /// The names of the types that may be proposed, sorted.
  public var proposableTypes: [ActType] { acts.filter { $0.value.isProposable }.keys.sorted() }
}
