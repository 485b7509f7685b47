extension PabulibError {
  /// What is wrong with a Pabulib file.
  public enum Reason: Error, Equatable, Sendable {
    /// The system refused an operation on the file; `code` is its `errno`.
    case unreadable(operation: String, code: Int32)
    /// The path names a directory, a pipe or a device, which cannot be read twice.
    case notARegularFile
    /// A record is not UTF-8.
    case notUTF8
    /// A record has more bytes than `limit`.
    case recordTooLong(limit: Int)
    /// META and PROJECTS together have more bytes than `limit`.
    case headTooLong(limit: Int)
    /// PROJECTS has more rows than `limit`.
    case tooManyProjects(limit: Int)
    /// The file ends inside a quoted field.
    case unterminatedQuote
    /// A closing quote is followed by something other than `;` or the end of the line.
    case textAfterQuote
    /// A carriage return outside quotes is not followed by a line feed.
    case bareCarriageReturn
    /// A row comes before the first section.
    case textOutsideSection
    /// A section is absent, or comes after one that must follow it.
    case missingSection(PabulibSection)
    /// A section is opened a second time.
    case repeatedSection(PabulibSection)
    /// A section has no header row.
    case missingHeader(PabulibSection)
    /// A header row lacks a column that this type of vote needs.
    case missingColumn(String)
    /// A header row names a column twice.
    case repeatedColumn(String)
    /// A row has fewer fields than its header, or more fields that are not empty.
    case wrongFieldCount(expected: Int, found: Int)
    /// META lacks a key that the format requires, or leaves its value empty.
    case missingKey(String)
    /// META gives a key twice.
    case repeatedKey(String)
    /// A field that names something is empty.
    case emptyField(String)
    /// Two projects have the same id.
    case repeatedProject(String)
    /// A field is not a whole number in its range.
    case invalidNumber(field: String, text: String)
    /// A field is not an amount of money: digits, at most two decimals, not negative.
    case invalidAmount(field: String, text: String)
    /// A date is neither a day of the calendar as `DD.MM.YYYY` nor a year.
    case invalidDate(field: String, text: String)
    /// The vote ends before it begins.
    case datesReversed
    /// The format does not know this `vote_type`.
    case unknownVoteType(String)
    /// The format knows this `vote_type`, but it cannot be recorded.
    case unsupportedVoteType(String)
    /// META states a number of rows that differs from that of the section.
    case countMismatch(key: String, stated: Int, found: Int)
    /// A vote gives points to more or fewer projects than it names.
    case pointsMismatch(options: Int, points: Int)
  }
}
