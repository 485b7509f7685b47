import Bytes
import EventModel
import ParticipationModel

/// A candidacy on the ballot paper, with the votes that the made-up ballots give it.
struct PlannedCandidacy {
  /// The id by which ballots name it.
  var id: String
  /// The pseudonym.
  var person: ID<Person>
  /// A made-up name.
  var name: String
  var area: Int
  var district: String
  var gender: Gender
  /// Its resulting place on the list of the district, from 0.
  var rank: Int
  var votes: Int
  var isUnder25 = false
}

/// Makes up the candidacies of all areas and their votes.
struct CandidacyPlanner {
  private var random: SplitMix64
  private var candidacies: [PlannedCandidacy] = []

  /// Candidacies by id, in no order of merit.
  static func plan(_ areas: [Area], seed: UInt64) throws -> [PlannedCandidacy] {
    var planner = CandidacyPlanner(random: SplitMix64(seed: seed))
    for index in areas.indices { try planner.add(areas[index], index) }
    planner.chooseYoung()
    planner.nameAll()
    return planner.candidacies.sorted { $0.id < $1.id }
  }

  private init(random: SplitMix64) { self.random = random }

  private mutating func add(_ area: Area, _ index: Int) throws {
    let start = candidacies.count
    for neighbourhood in area.neighbourhoods where neighbourhood.candidates > 0 {
      let genders = genders(neighbourhood)
      for rank in 0..<neighbourhood.candidates {
        candidacies.append(
          PlannedCandidacy(
            id: "", person: .of("p-\(hex(6))"), name: "", area: index, district: neighbourhood.name,
            gender: genders[rank], rank: rank, votes: 0))
      }
    }
    giveVotes(start..<candidacies.count, area)
    for gender in [Gender.female, .male] {
      let sum = candidacies[start...].reduce(0) { $0 + ($1.gender == gender ? $1.votes : 0) }
      guard sum <= area.voters else {
        throw ScenarioError("\(sum) preferences for \(area.voters) voters of \(area.id)")
      }
    }
  }

  /// Genders by rank: alternating, or one gender on all seats if the votes should miss the other.
  private mutating func genders(_ neighbourhood: Neighbourhood) -> [Gender] {
    let first: Gender = random.number(below: 2) == 0 ? .female : .male
    let other: Gender = first == .female ? .male : .female
    return (0..<neighbourhood.candidates).map { rank in
      guard neighbourhood.contest == .missingGender else { return rank.isMultiple(of: 2) ? first : other }
      if rank < neighbourhood.seats { return first }
      return (rank - neighbourhood.seats).isMultiple(of: 2) ? other : first
    }
  }

  /// Votes that decrease with the rank, except for a tie; those of each gender fit on the ballots of the area's voters.
  private mutating func giveVotes(_ range: Range<Int>, _ area: Area) {
    var weights: [Double] = []
    var weight = 1.0
    for index in range {
      weight = candidacies[index].rank == 0 ? 0.8 + Double(random.number(below: 40)) / 100 : weight * 0.74
      weights.append(weight)
    }
    let sums = [Gender.female, .male].map { gender in
      zip(range, weights).reduce(0) { $0 + (candidacies[$1.0].gender == gender ? $1.1 : 0) }
    }
    let scale = 0.84 * Double(area.voters) / (sums.max() ?? 1)
    for (index, weight) in zip(range, weights) { candidacies[index].votes = max(2, Int(weight * scale)) }
    for index in range.reversed().dropFirst() where candidacies[index].district == candidacies[index + 1].district {
      candidacies[index].votes = max(candidacies[index].votes, candidacies[index + 1].votes + 1)
    }
    for neighbourhood in area.neighbourhoods where neighbourhood.contest == .lot {
      tie(neighbourhood)
    }
  }

  private mutating func tie(_ neighbourhood: Neighbourhood) {
    let own = candidacies.indices.filter { candidacies[$0].district == neighbourhood.name }
    candidacies[own[neighbourhood.seats]].votes = candidacies[own[neighbourhood.seats - 1]].votes
  }

  /// Persons under 25: two with votes who are not elected, three who are elected, and one without votes.
  private mutating func chooseYoung() {
    for (district, rank) in [
      ("Orologio", 3), ("Masone", 3), ("Gardenia", 0), ("Belvedere", 1), ("Roncocesi", 0), ("San Pietro", 4),
    ] {
      for index in candidacies.indices where candidacies[index].district == district && candidacies[index].rank == rank
      {
        candidacies[index].isUnder25 = true
        if district == "San Pietro" { candidacies[index].votes = 0 }
      }
    }
  }

  /// Ids and names that say nothing about the votes.
  private mutating func nameAll() {
    let numbers = Array(1...candidacies.count).shuffled(using: &random)
    for (index, number) in zip(candidacies.indices, numbers) {
      candidacies[index].id = "c" + String(1000 + number).dropFirst()
      let given = candidacies[index].gender == .female ? MadeUpNames.women : MadeUpNames.men
      candidacies[index].name = "\(random.pick(given)) \(random.pick(MadeUpNames.families))"
    }
  }

  private mutating func hex(_ count: Int) -> String { Hex.text(random.bytes(count)) }
}

/// Names from which those of candidates are made up.
enum MadeUpNames {
  static let women = [
    "Ada", "Amira", "Bianca", "Carla", "Chiara", "Dora", "Elena", "Fatou", "Gina", "Ilaria", "Ines", "Lidia", "Marta",
    "Nadia", "Olga", "Paola", "Rita", "Sara", "Teresa", "Viola",
  ]
  static let men = [
    "Aldo", "Bruno", "Carlo", "Dario", "Elio", "Furio", "Gino", "Hassan", "Ivo", "Karim", "Luca", "Marco", "Nino",
    "Omar", "Paolo", "Renzo", "Sergio", "Tito", "Ugo", "Vasco",
  ]
  static let families = [
    "Abati", "Bedini", "Cigarini", "Davoli", "Esposti", "Ferretti", "Gualdi", "Iotti", "Landini", "Manzini", "Nasi",
    "Oleari", "Pecchini", "Rabitti", "Sassi", "Tirelli", "Ugolotti", "Valli", "Zanti", "Diop", "Haddad", "Kovac",
  ]
}
