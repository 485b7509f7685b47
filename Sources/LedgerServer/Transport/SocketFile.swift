import Glibc
import Synchronization

/// A listening Unix domain socket and its file.
final class SocketFile: Sendable {
  private let path: String
  /// Whoever gets it must close it.
  let descriptor: CInt
  private let identity: Identity
  private let isRemoved = Mutex(false)

  private struct Identity: Hashable {
    var device: dev_t
    var inode: ino_t
  }

  private init(path: String, descriptor: CInt, identity: Identity) {
    self.path = path
    self.descriptor = descriptor
    self.identity = identity
  }

  /// Makes the socket. Replaces the file of a server that no longer runs. Nobody can connect before the
  /// permissions are set, because nobody can connect before `listen`.
  ///
  /// - Throws: `SocketError`; what was at the path stays there.
  static func listen(
    at path: String, permissions: UInt32, backlog: CInt
  ) throws(SocketError) -> SocketFile {
    let address = try UnixAddress(path: path)
    // Held from the probe to `listen`, so that two servers do not take each other's file for a stale one.
    let lock = try lockDirectory(of: path)
    defer { close(lock) }
    try removeStale(at: path, address)

    let descriptor = try makeDescriptor(for: path)
    var isListening = false
    defer { if !isListening { close(descriptor) } }
    guard address.bind(descriptor) else { throw .system("bind", path) }
    defer { if !isListening { unlink(path) } }
    guard
      chmod(path, permissions) == 0, Glibc.listen(descriptor, backlog) == 0, let identity = identity(of: path)
    else { throw .system("listen at", path) }
    isListening = true
    return SocketFile(path: path, descriptor: descriptor, identity: identity)
  }

  /// Removes the file unless another one has replaced it. To be called while the socket is open: until it is closed,
  /// no other file gets the number of its inode.
  func remove() {
    isRemoved.withLock { isRemoved in
      if !isRemoved, Self.identity(of: path) == identity { unlink(path) }
      isRemoved = true
    }
  }

  /// How many connections may wait to be accepted.
  func setBacklog(_ backlog: CInt) { _ = Glibc.listen(descriptor, backlog) }

  private static func identity(of path: String) -> Identity? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Identity(device: status.st_dev, inode: status.st_ino)
  }

  private static func makeDescriptor(for path: String) throws(SocketError) -> CInt {
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { throw .system("make the socket", path) }
    return descriptor
  }
}

// MARK: - What was there before

extension SocketFile {
  private static func removeStale(at path: String, _ address: UnixAddress) throws(SocketError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .system("look at", path)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
    guard try isStale(path, address) else { throw .inUse(path) }
    guard unlink(path) == 0 || errno == ENOENT else { throw .system("remove the stale socket", path) }
  }

  private static func isStale(_ path: String, _ address: UnixAddress) throws(SocketError) -> Bool {
    let probe = try makeDescriptor(for: path)
    defer { close(probe) }
    if address.connect(probe) { return false }
    switch errno {
    case ECONNREFUSED, ENOENT: return true
    case EAGAIN, EPROTOTYPE: return false  // Its backlog is full, or it is a socket of another type.
    default: throw .system("probe", path)
    }
  }

  private static func lockDirectory(of path: String) throws(SocketError) -> CInt {
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open the directory of", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      defer { close(descriptor) }
      throw errno == EWOULDBLOCK ? .contended(path) : .system("lock the directory of", path)
    }
    return descriptor
  }
}
