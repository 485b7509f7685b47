import EventModel

/// Which views an event is shown to, by the type of its act.
///
/// A record is read up to its type alone; most events are of the type before them, and have its route.
struct ViewRoutes {
  private let feeds: [ViewFeed]
  private var routes: [Route] = []
  private var last: Route?

  /// Where the events of one type go.
  final class Route {
    /// The type's name as it stands in records.
    let name: [UInt8]
    let type: ActType
    let feeds: [ViewFeed]

    init(_ name: [UInt8], _ feeds: [ViewFeed]) {
      self.name = name
      let type = ActType(unchecked: name.span.text(0..<name.count))
      self.type = type
      self.feeds = feeds.filter { $0.acts.contains(type) }
    }
  }

  init(_ feeds: [ViewFeed]) { self.feeds = feeds }

  /// The route of an event.
  mutating func route(of record: borrowing Span<UInt8>) throws(WireError) -> Route {
    let range = try Self.type(in: record)
    if let last, record.equals(last.name, in: range) { return last }
    let route = routes.first { record.equals($0.name, in: range) } ?? add(record.bytes(range))
    last = route
    return route
  }

  /// There are as many routes as types of acts: few.
  private mutating func add(_ name: [UInt8]) -> Route {
    let route = Route(name, feeds)
    routes.append(route)
    return route
  }

  /// Where the type's name lies in a record. It is the fourth field, so that little is read.
  private static func type(in record: borrowing Span<UInt8>) throws(WireError) -> Range<Int> {
    var reader = WireReader(0..<record.count)
    while let (field, kind) = try reader.next(in: record) {
      if field == 4, kind == .delimited { return try reader.delimited(in: record) }
      try reader.skip(kind, in: record)
    }
    return 0..<0
  }
}
