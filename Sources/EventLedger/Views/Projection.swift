public import EventModel
public import TransparencyLog

/// A read model: how events become rows. Disposable; rebuilt by replay and compared by digest.
///
/// Whatever it knows of earlier events stands in its rows: what it keeps in memory beside them only finds them sooner.
public protocol Projection: SendableMetatype {
  /// Its name, version and tables, and the acts that it reads.
  static var definition: ViewDefinition { get }

  /// A projection before the first event.
  init()

  /// Applies an event; called in order, for every event of an act that the definition names.
  ///
  /// - Parameters:
  ///   - record: the event's bytes, of which `event` says where the fields lie.
  ///   - rows: the view's rows, cached until the batch is flushed.
  ///   - history: what is recorded, for events that refer to others. It may hold events after this one: read no further
  ///     than `event.position`, or the rows depend on when they were made.
  mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory) throws
}

/// What a view is called, what it has, and what it reads.
public struct ViewDefinition: Sendable, Hashable {
  /// Its name, `[a-z][a-z0-9-]*`.
  public let name: String
  /// Raised when the same events give other rows.
  public let version: Int
  /// Its tables in their order; working tables last.
  public let tables: [Table]
  /// The acts whose events it is shown.
  public let acts: ViewActs

  /// A table of a view.
  public struct Table: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Whether it only serves the computation: neither exported nor queried, for instance a count of ballots
    /// before the close.
    public let isWorking: Bool
  }

  /// A view with these tables.
  ///
  /// - Parameter acts: the acts that `apply` reads, for instance `[BallotCast.self]`; or `.every`.
  public init(_ name: String, version: Int, tables: [String], working: [String] = [], acts: ViewActs) {
    self.name = name
    self.version = version
    self.tables =
      tables.map { Table(name: $0, isWorking: false) } + working.map { Table(name: $0, isWorking: true) }
    self.acts = acts
  }
}

/// The acts whose events a view is shown.
public enum ViewActs: Sendable, Hashable {
  /// All of them, also those that this program does not know.
  case every
  /// Those of these types.
  case only(Set<ActType>)

  /// Whether events of this type are shown.
  public func contains(_ type: ActType) -> Bool {
    switch self {
    case .every: true
    case .only(let types): types.contains(type)
    }
  }
}

extension ViewActs: ExpressibleByArrayLiteral {
  /// The acts of these types.
  public init(arrayLiteral acts: any Act.Type...) { self = .only(Set(acts.map { $0.type })) }
}

extension ViewActs {
  /// The acts of both.
  public static func + (left: ViewActs, right: ViewActs) -> ViewActs {
    guard case .only(let first) = left, case .only(let second) = right else { return .every }
    return .only(first.union(second))
  }
}

/// An event as a projection sees it.
public struct ViewEvent: Sendable {
  /// Where it stands in the log.
  public let position: Position
  /// Where its fields lie in the record.
  public let scan: EventScan
  /// The name of its act's message.
  public let type: ActType

  package init(position: Position, scan: EventScan, type: ActType) {
    (self.position, self.scan, self.type) = (position, scan, type)
  }

  /// The act as a value.
  ///
  /// - Throws: `InvalidAct` if the record's act is not of this type.
  public func act<Value: Act>(_ type: Value.Type, in record: borrowing Span<UInt8>) throws -> Value {
    try Value(wire: record.bytes(scan.act))
  }
}
