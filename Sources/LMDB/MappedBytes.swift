import CLMDB

/// Bytes in the map, laid out as an `MDB_val`, so that LMDB writes where the caller reads.
///
/// Copying out of an `MDB_val` costs more than the move of a cursor: the copy waits for the stores of its
/// halves.
@unsafe @usableFromInline
struct MappedBytes {
  @usableFromInline var count = 0
  @usableFromInline var start: UnsafeMutableRawPointer?

  @inlinable
  var buffer: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count)
  }

  @inline(__always)
  mutating func withValue<R>(_ body: (UnsafeMutablePointer<MDB_val>) -> R) -> R {
    unsafe withUnsafeMutablePointer(to: &self) { pointer in
      unsafe pointer.withMemoryRebound(to: MDB_val.self, capacity: 1, body)
    }
  }
}
