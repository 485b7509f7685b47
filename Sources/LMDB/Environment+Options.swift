extension Environment {
  /// How to open an environment.
  public struct Options: Sendable {
    /// What the environment is opened for.
    public enum Access: Sendable, Hashable {
      /// Reading; the environment and its tables must exist. Needs write permission on `lock.mdb`, except on
      /// a read-only file system, where LMDB goes without locks.
      case readOnly
      /// Reading without `lock.mdb`, for media that cannot be written: nobody may write meanwhile, or what is read
      /// is garbage.
      case readOnlyUnlocked
      /// Reading and writing; the environment and its tables must exist.
      case readWrite
      /// Reading and writing; the environment is created if there is none, and so are missing tables. The
      /// directory must exist.
      case create
    }

    /// What the environment is opened for.
    public var access: Access

    /// Bytes of address space, the most that `data.mdb` can grow to. Used at creation only: later the stored
    /// size counts.
    public var mapSize: Int

    /// How many read transactions can run at once, over all processes. The first process to open decides; a
    /// slot is 64 bytes.
    public var maxReaders: Int

    /// Whether a commit waits for the disk. `false` risks the whole environment in a crash of the machine:
    /// for rebuilds only.
    public var isSynced: Bool

    /// Permissions of the files made, before the umask.
    public var permissions: UInt32

    /// Whether the kernel reads ahead. `false` helps random reads in an environment larger than memory.
    public var readAhead: Bool

    /// Options with the defaults of a small environment: 1 GiB of map, 1,024 readers, synced, private to its
    /// owner.
    public init(
      access: Access,
      mapSize: Int = 1 << 30,
      maxReaders: Int = 1024,
      isSynced: Bool = true,
      permissions: UInt32 = 0o600,
      readAhead: Bool = true
    ) {
      self.access = access
      self.mapSize = mapSize
      self.maxReaders = maxReaders
      self.isSynced = isSynced
      self.permissions = permissions
      self.readAhead = readAhead
    }
  }
}
