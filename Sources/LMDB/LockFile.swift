import Glibc

/// Makes `lock.mdb`, with all its blocks, if there is none.
///
/// LMDB makes it sparse, and a store into a hole of a mapped file is SIGBUS once the disk is full: the first
/// reader to take a slot in a page not used before would end the process. The file appears under its name at
/// full size and at once, so that no other process maps a part of it; an existing one is left alone.
///
/// - Throws: ``LMDBError/Code/noSpace`` when there is no room. Other failures are LMDB's to report.
func makeLockFile(in directory: String, options: Environment.Options) throws(LMDBError) {
  let path = "\(directory)/lock.mdb"
  let draft = "\(path).\(getpid())"
  // `unsafe` throughout: C strings that last for the call.
  guard unsafe access(path, F_OK) != 0 else { return }
  _ = unsafe unlink(draft)
  let file = unsafe open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, options.permissions)
  guard file >= 0 else { return }
  // Closing it drops this process's locks on it: there are none yet.
  defer {
    close(file)
    _ = unsafe unlink(draft)
  }
  // Two cache lines of mutexes, and one a slot.
  let status = posix_fallocate(file, 0, 128 + options.maxReaders * 64)
  if status == ENOSPC { throw LMDBError(.noSpace, .open, path: directory) }
  if status == 0 { _ = unsafe link(draft, path) }
}
