import LMDB
import LocalFiles
import LogAudit
import Synchronization

/// The store of cosignatures of a ledger, opened when it is first asked for: most ledgers have no witness.
final class CosignatureFile: Sendable {
  private let directory: LedgerDirectory
  private let state = Mutex<(store: CosignatureStore?, isClosed: Bool)>((nil, false))

  init(_ directory: LedgerDirectory) { self.directory = directory }

  /// The store; nil if there is none and none can be made.
  func store() throws -> CosignatureStore? {
    try state.withLock { state in
      guard !state.isClosed else { throw LedgerError(.closed, "the ledger is closed") }
      if let store = state.store { return store }
      state.store = try open()
      return state.store
    }
  }

  /// The store, to write to.
  ///
  /// - Throws: `LedgerError.readOnly` if the directory cannot be written.
  func writable() throws -> CosignatureStore {
    guard Files.isWritable(directory.path), let store = try store() else {
      throw LedgerError(.readOnly, "\(directory.path) cannot be written to: cosignatures cannot be kept there")
    }
    return store
  }

  func close() {
    state.withLock { state in
      state.isClosed = true
      state.store?.close()
      state.store = nil
    }
  }

  private func open() throws -> CosignatureStore? {
    if Files.isWritable(directory.path) {
      try Files.makeDirectory(directory.witnesses)
      return try CosignatureStore(directory: directory.witnesses, access: .create)
    }
    guard Files.exists(directory.witnesses + "/data.mdb") else { return nil }
    let isWritable = Files.isWritable(directory.witnesses)
    return try CosignatureStore(directory: directory.witnesses, access: isWritable ? .readOnly : .readOnlyUnlocked)
  }
}

extension LedgerDirectory {
  /// What witnesses have cosigned.
  var witnesses: String { path + "/witnesses" }
}
