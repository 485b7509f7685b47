/// The rows of META that are read, with their lines, until the section is complete and `meta()` interprets
/// them.
struct PabulibMetaRows {
  /// The keys that are read; rows with other keys are ignored.
  enum Key: String {
    case description, unit, subunit, district, instance, currency, rule, budget
    case voteType = "vote_type"
    case projectCount = "num_projects"
    case voteCount = "num_votes"
    case begins = "date_begin"
    case ends = "date_end"
    case minLength = "min_length"
    case maxLength = "max_length"
    case minPoints = "min_points"
    case maxPoints = "max_points"
    case minSumPoints = "min_sum_points"
    case maxSumPoints = "max_sum_points"
    case minSumCost = "min_sum_cost"
    case maxSumCost = "max_sum_cost"
    case minProjectScoreThreshold = "min_project_score_threshold"
    case scoringFunction = "scoring_fn"
  }

  private var rows: [Key: (text: String, line: Int)] = [:]

  /// Keeps a row.
  mutating func add(_ key: String, _ text: String, line: Int) throws(PabulibFault) {
    guard let known = Key(rawValue: key) else { return }
    guard rows.updateValue((text, line), forKey: known) == nil else {
      throw PabulibFault(.repeatedKey(key), line: line)
    }
  }

  /// The line that states `key`.
  func line(of key: Key) -> Int? { rows[key]?.line }

  /// The section as a whole.
  func meta() throws(PabulibFault) -> PabulibMeta {
    var meta = PabulibMeta(
      description: try text(.description), unit: try text(.unit), instance: try text(.instance),
      voteType: try voteType(), rule: try text(.rule),
      budget: try required(.budget, optionalAmount(.budget)),
      projectCount: try required(.projectCount, optionalNumber(.projectCount)),
      voteCount: try required(.voteCount, optionalNumber(.voteCount)),
      begins: try date(.begins), ends: try date(.ends))
    if meta.ends.precedes(meta.begins) { throw PabulibFault(.datesReversed, line: line(of: .ends)) }
    try readLimits(into: &meta)
    meta.subunit = optionalText(.subunit)
    meta.district = optionalText(.district)
    meta.currency = optionalText(.currency)
    meta.scoringFunction = optionalText(.scoringFunction)
    return meta
  }

  private func readLimits(into meta: inout PabulibMeta) throws(PabulibFault) {
    meta.minLength = try optionalNumber(.minLength)
    meta.maxLength = try optionalNumber(.maxLength)
    meta.minPoints = try optionalNumber(.minPoints)
    meta.maxPoints = try optionalNumber(.maxPoints)
    meta.minSumPoints = try optionalNumber(.minSumPoints)
    meta.maxSumPoints = try optionalNumber(.maxSumPoints)
    meta.minSumCost = try optionalAmount(.minSumCost)
    meta.maxSumCost = try optionalAmount(.maxSumCost)
    meta.minProjectScoreThreshold = try optionalNumber(.minProjectScoreThreshold)
  }
}

extension PabulibMetaRows {
  private func optionalText(_ key: Key) -> String? {
    guard let text = rows[key]?.text, !text.isEmpty else { return nil }
    return text
  }

  private func required<Value>(_ key: Key, _ value: Value?) throws(PabulibFault) -> Value {
    guard let value else { throw PabulibFault(.missingKey(key.rawValue), line: line(of: key)) }
    return value
  }

  private func text(_ key: Key) throws(PabulibFault) -> String {
    try required(key, optionalText(key))
  }

  private func optionalNumber<Number: FixedWidthInteger>(_ key: Key) throws(PabulibFault) -> Number? {
    guard let text = optionalText(key) else { return nil }
    if let number: Number = PabulibNumber.whole(Array(text.utf8)[...]) { return number }
    throw PabulibFault(.invalidNumber(field: key.rawValue, text: excerpt(text)), line: line(of: key))
  }

  private func optionalAmount(_ key: Key) throws(PabulibFault) -> Int64? {
    guard let text = optionalText(key) else { return nil }
    if let cents = PabulibNumber.cents(Array(text.utf8)[...]) { return cents }
    throw PabulibFault(.invalidAmount(field: key.rawValue, text: excerpt(text)), line: line(of: key))
  }

  private func date(_ key: Key) throws(PabulibFault) -> PabulibDate {
    let text = try text(key)
    if let date = PabulibDate(text) { return date }
    throw PabulibFault(.invalidDate(field: key.rawValue, text: excerpt(text)), line: line(of: key))
  }

  private func voteType() throws(PabulibFault) -> PabulibVoteType {
    let text = try text(.voteType)
    if let type = PabulibVoteType(rawValue: text) { return type }
    let reason: PabulibError.Reason =
      text == "scoring" ? .unsupportedVoteType(text) : .unknownVoteType(excerpt(text))
    throw PabulibFault(reason, line: line(of: .voteType))
  }

  private func excerpt(_ text: String) -> String { PabulibNumber.excerpt(Array(text.utf8)[...]) }
}
