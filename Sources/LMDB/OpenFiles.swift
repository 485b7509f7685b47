import Glibc
import Synchronization

/// What tells one file from another, whatever its paths: device and inode.
struct FileIdentity: Hashable, Sendable {
  let device: UInt
  let inode: UInt

  /// Identity and size of the `data.mdb` in a directory; `nil` if there is none.
  static func find(in directory: String) throws(LMDBError) -> (identity: FileIdentity, size: Int)? {
    var status = stat()
    // `unsafe`: the pointer to a local lasts for the call.
    guard unsafe stat("\(directory)/data.mdb", &status) == 0 else {
      if errno == ENOENT { return nil }
      throw LMDBError(status: errno, .open, path: directory)
    }
    return (FileIdentity(device: UInt(status.st_dev), inode: UInt(status.st_ino)), Int(status.st_size))
  }
}

/// The `data.mdb` files this process has open.
///
/// Locks of fcntl belong to the process: were one file open twice, closing either would drop the locks of
/// both, and other processes would take live readers for dead ones. The mutex is held while files are opened
/// and closed.
let openFiles = Mutex<Set<FileIdentity>>([])
