#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension PabulibError.Reason: CustomStringConvertible {
  /// A sentence for the person who has to repair the file.
  public var description: String {
    switch self {
    case .unreadable(let operation, let code): "cannot \(operation): \(String(cString: strerror(code)))"
    case .notARegularFile: "not a regular file"
    case .notUTF8: "not UTF-8"
    case .recordTooLong(let limit): "a record of more than \(limit) bytes; is a quote left open?"
    case .headTooLong(let limit): "META and PROJECTS take more than \(limit) bytes"
    case .tooManyProjects(let limit): "more than \(limit) projects"
    case .unterminatedQuote: "a quoted field is never closed"
    case .textAfterQuote: "a closing quote must be followed by ; or the end of the line"
    case .bareCarriageReturn: "a carriage return without a line feed"
    case .textOutsideSection: "a row before the first section; the file must start with META"
    default: structureDescription ?? contentDescription
    }
  }

  private var structureDescription: String? {
    switch self {
    case .missingSection(let section): "section \(section.rawValue) is missing here"
    case .repeatedSection(let section): "section \(section.rawValue) is opened a second time"
    case .missingHeader(let section): "section \(section.rawValue) has no header row"
    case .missingColumn(let name): "column \(name) is missing"
    case .repeatedColumn(let name): "column \(name) is named twice"
    case .wrongFieldCount(let expected, let found): "\(found) fields, but the header has \(expected)"
    case .missingKey(let key): "META has no value for \(key)"
    case .repeatedKey(let key): "META gives \(key) twice"
    case .emptyField(let name): "\(name) is empty"
    case .repeatedProject(let id): "project \(id) is listed twice"
    default: nil
    }
  }

  private var contentDescription: String {
    switch self {
    case .invalidNumber(let field, let text): "\(field): '\(text)' is not a whole number in its range"
    case .invalidAmount(let field, let text):
      "\(field): '\(text)' is not an amount of money (digits, at most two decimals)"
    case .invalidDate(let field, let text):
      "\(field): '\(text)' is neither a day as DD.MM.YYYY nor a year"
    case .datesReversed: "date_end is before date_begin"
    case .unknownVoteType(let text): "unknown vote_type '\(text)'"
    case .unsupportedVoteType(let text):
      "vote_type '\(text)' cannot be recorded; approval, ordinal, cumulative and choose-1 can"
    case .countMismatch(let key, let stated, let found): "\(key) says \(stated), but the section has \(found)"
    case .pointsMismatch(let options, let points): "points for \(points) projects, but the vote names \(options)"
    default: "malformed"
    }
  }
}
