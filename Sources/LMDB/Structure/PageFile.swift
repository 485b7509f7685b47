import Glibc

/// Reads a file by position, and never more than is there.
///
/// Not through a map: reading one past the end of a truncated file ends the process.
struct PageFile {
  private let descriptor: CInt

  /// Bytes of the file when it was opened; it may grow.
  let size: Int

  /// Reads from an open file, which stays the caller's to close.
  init(_ descriptor: CInt) throws(StructuralDamage) {
    var status = stat()
    // `unsafe`: the pointer to a local lasts for the call.
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.unreadable(errno) }
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  /// The bytes in a range, which must lie inside ``size``.
  func read(_ count: Int, at offset: Int) throws(StructuralDamage) -> [UInt8] {
    var problem: CInt?
    // `unsafe`: pread writes inside the array's room, and as much as it says.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      while filled < count, problem == nil {
        let got = unsafe pread(
          descriptor, room.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset + filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          problem = 0
        } else if errno != EINTR {
          problem = errno
        }
      }
    }
    switch problem {
    case nil: return bytes
    case 0: throw StructuralDamage(.truncated, "the file became shorter while it was read")
    case let number?: throw Self.unreadable(number)
    }
  }

  private static func unreadable(_ number: CInt) -> StructuralDamage {
    StructuralDamage(.unreadable, "the file cannot be read: \(String(describingErrno: number))")
  }
}

extension Span<UInt8> {
  /// The little-endian integer at an offset, which the caller has checked.
  @inline(__always)
  func integer<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number {
    // `unsafe`: every bit pattern is an integer, and the load checks the bounds.
    unsafe Number(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension [UInt8] {
  /// The little-endian integer at an offset, which the caller has checked.
  @inline(__always)
  func integer<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number {
    span.integer(at: offset, as: type)
  }
}
