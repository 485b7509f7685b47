package import EventModel

/// Who publishes the tables, where, and under which licence: a catalogue states this, but no ledger knows it.
package struct Publication: Sendable {
  /// The publisher's name.
  package var publisher: String?
  /// Its code in the Italian index of public administrations (IPA), for instance `c_h223`.
  package var publisherID: String?
  /// The licence's URL; by default that of CC BY 4.0, which Italian guidelines recommend.
  package var license: String
  /// The URL at which the directory will be published, without a slash at its end; default: `https://ORIGIN/open-data`.
  package var baseURL: String?
  /// Which counts of persons are not shown.
  package var smallCells: SmallCells

  /// Creative Commons Attribution 4.0.
  package static let usualLicense = "https://creativecommons.org/licenses/by/4.0/"

  /// - Throws: `InvalidAct` naming the option, if it is not a URL or not a code.
  package init(
    publisher: String? = nil, publisherID: String? = nil, license: String? = nil, baseURL: String? = nil,
    smallCells: SmallCells = SmallCells()
  ) throws(InvalidAct) {
    self.init()
    for (option, url) in [("--license", license), ("--base-url", baseURL)] {
      guard let url, !Self.isURL(url) else { continue }
      throw InvalidAct(field: option, reason: "“\(url)” is not a URL that starts with https:// or http://")
    }
    if let publisherID, publisherID.isEmpty || !publisherID.utf8.allSatisfy(Self.isCode) {
      throw InvalidAct(
        field: "--publisher-id", reason: "“\(publisherID)” is not an IPA code: use letters, digits, “_”, “-” and “.”")
    }
    (self.publisher, self.publisherID, self.smallCells) = (publisher, publisherID, smallCells)
    self.license = license ?? Self.usualLicense
    self.baseURL = baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// Without details: the log's origin is the publisher.
  package init() { (license, smallCells) = (Self.usualLicense, SmallCells()) }

  /// Characters that need no escape in a URI reference of JSON-LD.
  private static func isURL(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count > 8
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
  }

  private static func isCode(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
