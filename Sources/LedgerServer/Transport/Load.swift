/// What requests in flight weigh.
struct Load: Hashable, Sendable {
  var requests = 0
  var bytes = 0

  static func += (load: inout Load, other: Load) {
    load.requests += other.requests
    load.bytes += other.bytes
  }

  static func -= (load: inout Load, other: Load) {
    load.requests -= other.requests
    load.bytes -= other.bytes
  }
}
