/// META and PROJECTS as they are read: the part of a file that is kept, within fixed limits.
struct PabulibHead {
  private(set) var meta: PabulibMeta?
  private(set) var projects: [PabulibProject] = []
  private var metaRows = PabulibMetaRows()
  private var projectIDs: Set<String> = []
  private var byteCount = 0

  /// Counts a record of any kind towards the limit on the head's bytes.
  mutating func count(_ record: PabulibRecord) throws(PabulibFault) {
    byteCount += record.bytes.count
    guard byteCount <= PabulibParser.headLimit else {
      throw PabulibFault(.headTooLong(limit: PabulibParser.headLimit))
    }
  }

  /// Takes a row of META, whose columns are `key` and `value`.
  mutating func addMeta(_ row: PabulibRecord, _ header: PabulibHeader) throws(PabulibFault) {
    let key = row.text(try header.required("key"))
    try metaRows.add(key, row.text(try header.required("value")), line: row.line)
  }

  /// Ends META.
  mutating func closeMeta() throws(PabulibFault) { meta = try metaRows.meta() }

  /// Takes a row of PROJECTS.
  mutating func addProject(_ project: PabulibProject) throws(PabulibFault) {
    guard projects.count < PabulibParser.projectLimit else {
      throw PabulibFault(.tooManyProjects(limit: PabulibParser.projectLimit))
    }
    guard projectIDs.insert(project.id).inserted else { throw PabulibFault(.repeatedProject(project.id)) }
    projects.append(project)
  }

  /// Ends PROJECTS.
  mutating func closeProjects() throws(PabulibFault) {
    guard let meta else { return }
    try check(.projectCount, states: meta.projectCount, found: projects.count)
    projectIDs = []
  }

  /// Ends VOTES.
  func closeVotes(count: Int) throws(PabulibFault) {
    guard let meta else { return }
    try check(.voteCount, states: meta.voteCount, found: count)
  }

  private func check(_ key: PabulibMetaRows.Key, states stated: Int, found: Int) throws(PabulibFault) {
    guard stated != found else { return }
    let reason = PabulibError.Reason.countMismatch(key: key.rawValue, stated: stated, found: found)
    throw PabulibFault(reason, line: metaRows.line(of: key))
  }
}
