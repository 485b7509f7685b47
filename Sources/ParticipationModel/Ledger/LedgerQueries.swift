public import EventModel
public import TransparencyLog

/// `ledger.status`: which ledger this is, and its status.
public struct GetStatus: Query {
  /// The status of the ledger.
  public init() {}

  /// `ledger.status`.
  public static let method = "ledger.status"
  /// What it answers.
  public static let summary = "Which ledger this is, how large it is, and how far its views have come"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {}

  /// The status of a ledger.
  public struct Answer: Codable, Sendable, Hashable {
    /// The origin of the log.
    public var origin: String
    /// The key that verifies its checkpoints.
    public var verifierKey: String
    /// How many events are recorded.
    public var size: LogSize
    /// `writer`, `reader` or `auditor`.
    public var mode: String
    /// How many events of each type there are.
    public var types: [TypeCount]
    /// The views.
    public var views: [ViewStatus]
    /// What became due and is refused by a rule, in the process that writes; absent if there is none.
    public var refusedDue: [DueStatus]?

    /// The events of a type.
    public struct TypeCount: Codable, Sendable, Hashable {
      /// The type.
      public var type: String
      /// How many there are.
      public var count: UInt64
      /// The first one.
      public var first: Position

      /// The events of a type.
      public init(type: String, count: UInt64, first: Position) {
        (self.type, self.count, self.first) = (type, count, first)
      }
    }

    /// The status of a ledger.
    public init(
      origin: String, verifierKey: String, size: LogSize, mode: String, types: [TypeCount], views: [ViewStatus],
      refusedDue: [DueStatus]? = nil
    ) {
      self.origin = origin
      self.verifierKey = verifierKey
      self.size = size
      self.mode = mode
      self.types = types
      self.views = views
      self.refusedDue = refusedDue
    }
  }
}

/// Something that became due, and that a rule refuses: it is proposed again later.
public struct DueStatus: Codable, Sendable, Hashable {
  /// `votingCloses`, `termEnds`, `mandateEnds` or `offerLapses`.
  public var what: String
  /// The stream that it is about.
  public var stream: String
  /// When it became due.
  public var since: Instant
  /// The event that set the deadline.
  public var cause: Position
  /// The code of the refusal.
  public var rejection: String
  /// Why.
  public var message: String

  /// Something due.
  public init(what: String, stream: String, since: Instant, cause: Position, rejection: String, message: String) {
    (self.what, self.stream, self.since, self.cause) = (what, stream, since, cause)
    (self.rejection, self.message) = (rejection, message)
  }
}

/// A view, and how far it has come.
public struct ViewStatus: Codable, Sendable, Hashable {
  /// Its name.
  public var view: String
  /// The version of its definition.
  public var version: Int
  /// The size of the log that it is about.
  public var size: LogSize
  /// Its tables.
  public var tables: [String]

  /// A view.
  public init(view: String, version: Int, size: LogSize, tables: [String]) {
    (self.view, self.version, self.size, self.tables) = (view, version, size, tables)
  }
}

/// `views.list`: the views.
public struct ListViews: Query {
  /// The views.
  public init() {}

  /// `views.list`.
  public static let method = "views.list"
  /// What it answers.
  public static let summary = "The views, and how far each has come"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {}

  /// The views.
  public typealias Answer = Page<ViewStatus>
}

/// `views.digest`: what `sha256sum` prints of a view's export.
public struct DigestView: Query {
  /// The view.
  public var view = ""
  /// The size of the log; nil is the present one.
  public var at: LogSize?

  /// A digest.
  public init(view: String, at: LogSize? = nil) { (self.view, self.at) = (view, at) }

  /// `views.digest`.
  public static let method = "views.digest"
  /// What it answers.
  public static let summary = "The SHA-256 of a view's export at a size of the log"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "view", &view, 1...64, "the view's name")
    try fields.position(2, "at", &at, "the size of the log; default: the present one")
  }

  /// A digest.
  public struct Answer: Codable, Sendable, Hashable {
    /// The view.
    public var view: String
    /// The version of its definition.
    public var version: Int
    /// The size of the log that it is about.
    public var size: LogSize
    /// How many rows are exported.
    public var rows: Int
    /// SHA-256 of the export, in hex.
    public var digest: String

    /// A digest.
    public init(view: String, version: Int, size: LogSize, rows: Int, digest: String) {
      (self.view, self.version, self.size, self.rows, self.digest) = (view, version, size, rows, digest)
    }
  }
}

/// What `acts.record` answers, and a line of `albo record`: for a retried command the same as the first time.
public struct RecordedAnswer: Codable, Sendable, Hashable {
  /// The position of the command's first event.
  public var position: Position
  /// How many events the command became.
  public var count: Int
  /// The smallest signed size that covers them.
  public var size: LogSize

  /// What a command became.
  public init(position: Position, count: Int, size: LogSize) {
    (self.position, self.count, self.size) = (position, count, size)
  }
}

/// What `acts.why` answers for a proposal that no rule refuses.
public struct WhyAnswer: Codable, Sendable, Hashable {
  /// The acts that it would become, computed fields set, with `@type`.
  public var acts: [JSONValue]

  /// What a proposal would become.
  public init(acts: [JSONValue]) { self.acts = acts }
}
