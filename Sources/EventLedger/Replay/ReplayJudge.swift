import EventModel
import LogAudit
import TransparencyLog

/// An act that belongs in the log by the rules, with the envelope of its event.
struct DueEvent {
  /// Nil if this program does not know the type.
  var act: (any Act)?
  var envelope: Envelope
  var bytes: [UInt8]

  /// The record.
  var record: [UInt8] {
    var writer = WireWriter()
    envelope.write(act: bytes, to: &writer)
    return writer.bytes
  }
}

/// Decides recorded commands again: the law of replay.
struct ReplayJudge {
  let registry: ActRegistry
  /// The origin of the log's checkpoint.
  let origin: KeyName
  let rows: WorkingRows

  /// The events that the rules make of the command that an event begins.
  ///
  /// - Parameter following: the events after it that have the same command id, for acts that nobody decides.
  /// - Throws: `ReplayFinding` if the rules refuse it; what kept the rows from being read.
  func decide(
    _ first: RecordedEvent, following: [RecordedEvent], over history: LogSnapshot
  ) throws -> [DueEvent] {
    guard let type = registry[first.envelope.type] else {
      let acts = ([first] + following).map { (act: (any Act)?.none, $0.envelope.type, $0.envelope.stream, $0.act) }
      return due(acts, first)
    }
    let act: any Act
    do { act = try type.init(wire: first.act) } catch {
      throw ReplayFinding(.record, "its act cannot be read as \(type.type): \(error)")
    }
    let acts = try decide(act, first, history)
    return due(acts.map { ($0, Swift.type(of: $0).type, $0.stream, $0.wire) }, first)
  }

  private func decide(_ act: any Act, _ event: RecordedEvent, _ history: LogSnapshot) throws -> [any Act] {
    if event.position == 0 { return [try opening(act)] }
    // What the ledger alone records of itself beside its opening.
    guard type(of: act).isProposable || act is LogKeyChanged else {
      throw ReplayFinding(
        .refused, "it cannot be proposed, and it does not follow from an earlier event",
        code: RejectionCode.notProposable.description,
        rule: "what only follows from other acts is recorded with them")
    }
    do {
      let proposed = try act.proposed.prepared(over: history)
      let version = rows.stream(proposed.stream)?.version ?? 0
      let decision = Decision(
        event.envelope, position: event.position, streamVersion: version, now: event.envelope.recordedAt)
      let acts = try proposed.decide(decision, rows)
      if let failure = rows.failure { throw failure }
      return acts
    } catch let error as Rejection {
      if let failure = rows.failure { throw failure }
      throw ReplayFinding(.refused, error.message, code: error.code.description, rule: error.rule)
    } catch let error as InvalidAct {
      throw ReplayFinding(.refused, "\(error)", code: "InvalidAct")
    } catch let error as LedgerError where error.code != .damaged {
      throw ReplayFinding(.refused, error.message, code: error.name)
    }
  }

  private func opening(_ act: any Act) throws(ReplayFinding) -> any Act {
    guard let opened = act as? LedgerOpened else {
      throw ReplayFinding(.record, "the log does not begin with its opening")
    }
    guard opened.origin == origin.text, (try? VerifierKey(opened.verifierKey))?.name == origin else {
      throw ReplayFinding(.record, "the log was opened as a different log, with the key \(opened.verifierKey)")
    }
    guard opened.format == LedgerOpened.currentFormat, opened.salt.count == 32 else {
      throw ReplayFinding(.record, "the log has format \(opened.format), which this program does not know")
    }
    return opened
  }

  /// The records of a command's events, as the writer would encode them.
  private func due(
    _ acts: [(act: (any Act)?, type: ActType, stream: StreamName, bytes: [UInt8])], _ first: RecordedEvent
  ) -> [DueEvent] {
    var versions: [StreamName: UInt64] = [:]
    var envelope = first.envelope
    return acts.map { act in
      let version = (versions[act.stream] ?? rows.stream(act.stream)?.version ?? 0) + 1
      versions[act.stream] = version
      (envelope.stream, envelope.version, envelope.type) = (act.stream, version, act.type)
      defer {
        // What follows from an act is caused by it, and has none of its personal content.
        (envelope.causedBy, envelope.commitments) = (first.position, [])
      }
      return DueEvent(act: act.act, envelope: envelope, bytes: act.bytes)
    }
  }
}

extension ReplayJudge {
  /// What every command keeps to, whatever its act.
  ///
  /// - Parameter last: when the event before was recorded.
  func check(_ event: RecordedEvent, after last: Instant) throws(ReplayFinding) {
    let envelope = event.envelope
    guard envelope.recordedAt >= last else {
      throw ReplayFinding(
        .record, "it was recorded at \(envelope.recordedAt), earlier than the event before it, at \(last)")
    }
    guard envelope.recordedAt.microseconds <= Self.lastMoment else {
      throw ReplayFinding(.record, "it was recorded at \(envelope.recordedAt.microseconds) µs, after the year 9999")
    }
    try checkNames(event)
    if let id = envelope.commandID, id.version != 7, id.version != 8 {
      throw ReplayFinding(.record, "its command id \(id) is a UUID of version \(id.version)")
    }
    if let cause = envelope.causedBy {
      guard envelope.actor.isReserved, cause < event.position else {
        throw ReplayFinding(.record, "it is said to follow from event \(cause), which is not in its command")
      }
    }
    guard (envelope.occurredAt ?? envelope.recordedAt) <= envelope.recordedAt else {
      throw ReplayFinding(
        .refused, "it is said to have happened after it was recorded", code: RejectionCode.occurredInFuture.description)
    }
  }

  /// The end of the year 9999, in µs since 1970 UTC.
  private static let lastMoment: Int64 = 253_402_300_799_999_999

  /// Texts that the writer lets in by their grammar alone.
  private func checkNames(_ event: RecordedEvent) throws(ReplayFinding) {
    let envelope = event.envelope
    guard StreamName(envelope.stream.description) != nil, ActType(envelope.type.description) != nil else {
      throw ReplayFinding(.record, "the name of its stream or type is not valid")
    }
    for actor in [envelope.actor, envelope.onBehalfOf].compactMap({ $0 }) where Actor(actor.description) == nil {
      throw ReplayFinding(.record, "“\(actor)” is not an actor")
    }
    guard envelope.recorder.utf8.count <= 128, event.record.count <= EntryBundle.maximumEntryLength else {
      throw ReplayFinding(.record, "its recorder or the whole record is longer than the writer allows")
    }
    do { try envelope.checkTexts() } catch { throw ReplayFinding(.record, "\(error)") }
  }

  /// Compares a recorded event with the expected one.
  func compare(_ event: RecordedEvent, with due: DueEvent) throws(ReplayFinding) {
    guard event.record != due.record else { return }
    let envelope = event.envelope
    guard envelope.type == due.envelope.type, envelope.stream == due.envelope.stream else {
      throw ReplayFinding(
        .different, "by the rules, the command makes a \(due.envelope.type) of \(due.envelope.stream) here")
    }
    guard event.act == due.bytes else {
      throw ReplayFinding(.different, actDifference(event, due))
    }
    guard envelope.version == due.envelope.version else {
      throw ReplayFinding(
        .different, "it is version \(envelope.version) of its stream, but \(due.envelope.version) comes next")
    }
    guard envelope == due.envelope else {
      throw ReplayFinding(.different, "its envelope is not the one that its command gives it")
    }
    throw ReplayFinding(.different, "its bytes are not the encoding of its content")
  }

  private func actDifference(_ event: RecordedEvent, _ due: DueEvent) -> String {
    guard let recorded = event.act(registry)?.json.members, let expected = due.act?.json.members,
      let name = Set(recorded.keys).union(expected.keys).sorted().first(where: { recorded[$0] != expected[$0] })
    else { return "the bytes of its act are not those that the rules make" }
    return
      "its member “\(name)” is \(Self.text(recorded[name])), but the rules make it \(Self.text(expected[name]))"
  }

  private static func text(_ value: JSONValue?) -> String {
    guard let value, let text = try? JSONText.encode(value) else { return "absent" }
    let whole = String(decoding: text, as: UTF8.self)
    return whole.count <= 400 ? whole : whole.prefix(399) + "…"
  }
}
