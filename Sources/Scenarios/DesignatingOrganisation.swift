import EventModel
import ParticipationModel

/// A made-up organisation that designates a member of a council.
struct DesignatingOrganisation {
  let id: ID<Organisation>
  let name: String
  /// The category whose seat its delegate takes.
  let category: String
  let legalForm: LegalForm
  /// The area of the council.
  let area: Int
  let taxCode: String

  var representative: ID<Person> { .of("p-rep-\(id)") }
  var delegate: ID<Person> { .of("p-del-\(id)") }
  var substitute: ID<Person> { .of("p-sub-\(id)") }
  var hasSubstitute: Bool { category == "unions" }
  var delegateGender: Gender { area.isMultiple(of: 2) ? .female : .male }

  /// Twenty organisations of the eight categories.
  static let all: [DesignatingOrganisation] = entries.enumerated().map { index, entry in
    DesignatingOrganisation(
      id: .of(entry.id), name: entry.name, category: entry.category, legalForm: entry.form, area: entry.area,
      taxCode: entry.form == .informalGroup ? "" : code(index))
  }

  /// 11 digits with their check digit.
  private static func code(_ index: Int) -> String {
    let digits = "\(9_100_000_010 + index)"
    return digits + (TaxCode.checkDigit(of: digits).map { "\($0)" } ?? "")
  }

  private typealias Entry = (id: String, name: String, category: String, form: LegalForm, area: Int)

  private static let entries: [Entry] = [
    ("gelso", "Social centre Il Gelso", "social-centres", .association, 0),
    ("orto-comune", "Signatories of the agreement Orto comune", "citizenship-agreements", .informalGroup, 0),
    ("ruote", "Ruote leggere", "third-sector", .association, 0),
    ("tigli", "Social centre I Tigli", "social-centres", .association, 1),
    ("vicini-b", "Neighbourhood watch of via Melato", "neighbourhood-watch", .informalGroup, 1),
    ("lavoro", "Unione del lavoro", "unions", .association, 1),
    ("botteghe", "Botteghe di quartiere", "trade-and-crafts", .association, 2),
    ("infanzia-c", "Childhood council Arcobaleno", "childhood-councils", .committee, 2),
    ("rosta", "House of the neighbourhood Rosta", "social-centres", .association, 3),
    ("scuola-d", "School council of Belvedere", "school-councils", .committee, 3),
    ("mani", "Mani insieme", "third-sector", .cooperative, 3),
    ("canali", "Signatories of the agreement Parco di Canali", "citizenship-agreements", .informalGroup, 4),
    ("artigiani", "Artigiani del sud", "trade-and-crafts", .association, 4),
    ("gavasseto", "Social centre of Gavasseto", "social-centres", .association, 5),
    ("campi", "Campi aperti", "third-sector", .cooperative, 5),
    ("scuola-g", "School council of Masone", "school-councils", .committee, 6),
    ("vicini-h", "Neighbourhood watch of Sesso", "neighbourhood-watch", .informalGroup, 7),
    ("cella", "Social centre of Cella", "social-centres", .association, 7),
    ("centro", "Portici aperti", "trade-and-crafts", .association, 8),
    ("teatro", "Quinte di città", "third-sector", .association, 8),
  ]
}
