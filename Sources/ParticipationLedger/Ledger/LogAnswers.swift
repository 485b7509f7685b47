public import EventLedger
import EventModel
import LogAudit
public import ParticipationModel
import TransparencyLog

extension GetCheckpoint: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// A checkpoint, verified.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let checkpoint = try size.map { try ledger.store.checkpoint(at: $0) } ?? ledger.store.checkpoint()
    return Answer(
      origin: checkpoint.origin.text, size: checkpoint.size, root: checkpoint.root.base64,
      note: checkpoint.note.serialized)
  }
}

extension ProveInclusion: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// A proof, and the root that it leads to.
  public func answer(from ledger: CityLedger) throws -> ProofAnswer {
    let proof = try ledger.store.inclusionProof(of: position, in: size)
    return ProofAnswer(
      size: proof.size, root: try ledger.store.root(of: proof.size).base64, proof: proof.path.map(\.base64),
      leafHash: try ledger.store.event(at: position).leafHash.base64)
  }
}

extension ProveConsistency: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// A proof, and the root of the newer size.
  public func answer(from ledger: CityLedger) throws -> ProofAnswer {
    let proof = try ledger.store.consistencyProof(from: from, to: to)
    return ProofAnswer(
      size: proof.newSize, root: try ledger.store.root(of: proof.newSize).base64, proof: proof.path.map(\.base64))
  }
}

extension GetReceipt: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// The receipt, and the leaf hash that it proves.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let receipt =
      cosigned == true ? try ledger.store.cosignedReceipt(of: position) : try ledger.store.receipt(of: position)
    return Answer(
      position: position, size: receipt.proof.size,
      leafHash: try ledger.store.event(at: position).leafHash.base64, receipt: receipt.text)
  }
}

extension GetStatus: AnsweredQuery {
  /// What the ledger says of itself.
  public func answer(from ledger: CityLedger) throws -> Answer {
    Answer(
      origin: ledger.store.origin.text, verifierKey: try ledger.store.keys.current.text, size: try ledger.store.size,
      mode: "\(ledger.store.mode)",
      types: try ledger.store.recordedTypes().map { type, first, count in
        Answer.TypeCount(type: type.description, count: count, first: first)
      }, views: try ListViews().answer(from: ledger).items,
      refusedDue: ledger.refusedDue)
  }
}

extension ListViews: AnsweredQuery {
  /// The views as they stand.
  public func answer(from ledger: CityLedger) throws -> Page<ViewStatus> {
    let items = try ledger.views.definitions.map { definition in
      ViewStatus(
        view: definition.name, version: definition.version,
        size: try ledger.views.read(definition.name) { $0.size },
        tables: definition.tables.filter { !$0.isWorking }.map(\.name))
    }
    return Page(size: try ledger.store.size, items: items, next: nil)
  }
}

extension DigestView: AnsweredQuery {
  /// The digest of the view's export.
  public func answer(from ledger: CityLedger) throws -> Answer {
    Answer(try ledger.views.export(view, at: at))
  }
}

extension DigestView.Answer {
  /// A digest as it is answered.
  public init(_ digest: ViewDigest) {
    self.init(
      view: digest.view, version: digest.version, size: digest.size, rows: digest.rows, digest: digest.digest)
  }
}

extension GetKeys: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// The keys, with the proofs of their changes.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let size = try ledger.store.size
    let terms = try ledger.store.keys.terms
    let changes = [nil] + (try ledger.store.keyChanges()).map { $0.text }
    let ends = terms.dropFirst().map(\.after) + [nil]
    return Answer(
      size: size,
      keys: zip(terms, zip(ends, changes)).map { term, rest in
        Answer.Term(verifierKey: term.key.text, after: term.after, through: rest.0, change: rest.1)
      })
  }
}
