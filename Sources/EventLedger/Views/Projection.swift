public import EventModel
public import TransparencyLog

/// A read model: how events become rows. Disposable; rebuilt by replay and compared by digest.
public protocol Projection: SendableMetatype {
  /// Its name, version and tables.
  static var definition: ViewDefinition { get }

  /// A projection before the first event.
  init()

  /// Applies an event; called for every event of the log, in order.
  ///
  /// - Parameters:
  ///   - record: the event's bytes, of which `event` says where the fields lie.
  ///   - rows: the view's rows, cached until the batch is flushed.
  ///   - history: what is recorded, for events that refer to others.
  mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory) throws
}

/// What a view is called and what it has.
public struct ViewDefinition: Sendable, Hashable {
  /// Its name, `[a-z][a-z0-9-]*`.
  public let name: String
  /// Raised when the same events give other rows.
  public let version: Int
  /// Its tables in their order; working tables last.
  public let tables: [Table]

  /// A table of a view.
  public struct Table: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Whether it only serves the computation: neither exported nor queried, for instance a count of ballots
    /// before the close.
    public let isWorking: Bool
  }

  /// A view with these tables.
  public init(_ name: String, version: Int, tables: [String], working: [String] = []) {
    self.name = name
    self.version = version
    self.tables =
      tables.map { Table(name: $0, isWorking: false) } + working.map { Table(name: $0, isWorking: true) }
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

  /// The act as a value.
  ///
  /// - Throws: `InvalidAct` where the record's act is not of this type.
  public func act<Value: Act>(_ type: Value.Type, in record: borrowing Span<UInt8>) throws -> Value {
    try Value(wire: record.bytes(scan.act))
  }
}

/// Names the types of events without making a string for each: most events are of the type before them.
struct TypeNames {
  private var last: (bytes: [UInt8], type: ActType)?

  mutating func type(of scan: EventScan, in record: borrowing Span<UInt8>) -> ActType {
    if let last, record.equals(last.bytes, in: scan.type) { return last.type }
    let type = scan.type(in: record)
    last = (record.bytes(scan.type), type)
    return type
  }
}
