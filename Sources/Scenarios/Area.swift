import EventModel
import ParticipationModel

/// One of the nine areas that have a council.
///
/// The numbers of areas, neighbourhoods, electors and voters and the lowest and highest turnout are public figures.
/// The area of each neighbourhood, its seats and its candidacies are made up.
struct Area {
  let id: String
  let letter: String
  /// How many may vote, as the registry would know; the ledger knows only the total.
  let electors: Int
  let voters: Int
  let neighbourhoods: [Neighbourhood]

  init(_ id: String, _ letter: String, electors: Int, voters: Int, _ neighbourhoods: [Neighbourhood]) {
    (self.id, self.letter, self.electors, self.voters) = (id, letter, electors, voters)
    self.neighbourhoods = neighbourhoods
  }

  /// The council's id.
  var body: ID<Body> { .of(id == "centre" ? "historic-centre" : "area-\(id)") }
  var title: String { id == "centre" ? "Council of the historic centre" : "Council of area \(letter)" }
}

/// A neighbourhood, which is a district of the election.
struct Neighbourhood {
  let name: String
  let seats: Int
  /// The number of candidacies on the ballot paper.
  let candidates: Int
  let contest: Contest

  /// The result that the made-up votes lead to.
  enum Contest {
    /// The seats go to persons of both genders.
    case ordinary
    /// Votes alone would seat one gender.
    case missingGender
    /// The last seat and the next place have the same votes.
    case lot
  }

  init(_ name: String, _ seats: Int, _ candidates: Int, _ contest: Contest = .ordinary) {
    (self.name, self.seats, self.candidates, self.contest) = (name, seats, candidates, contest)
  }

  /// The ids of its seats in the council.
  var seatIDs: [ID<Seat>] { (1...seats).map { .of("\(slug)-\($0)") } }

  private var slug: String {
    String(name.lowercased().map { $0 == "è" ? "e" : $0 == " " ? "-" : $0 })
  }
}
