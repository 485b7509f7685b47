public import EventModel
import TransparencyLog

/// The figures of a result as the schema has them: what follows from the results names them by their places.
struct ResultFigures {
  private var live: UInt64 = 0
  private var blank: UInt64 = 0
  private var results: [OptionResult] = []
  private var decidingTie: [UInt32] = []
  private var closingRoot: MerkleHash?
  private var isVoid = false
  private var elected: [Elected] = []
  private var draws: [Draw] = []

  init(_ result: ResultCertified.Result?) {
    guard let result else { return }
    let places = Dictionary(
      result.options.enumerated().map { ($1.option, UInt32($0)) }, uniquingKeysWith: { first, _ in first })
    (live, blank, results) = (result.live, result.blank, result.options)
    decidingTie = result.decidingTie.compactMap { places[$0] }
    (closingRoot, isVoid) = (result.closingRoot, result.isVoid)
    elected = result.elected.map { Elected($0, places) }
    draws = result.draws.map { Draw($0, places) }
  }

  /// Nil if there are none, or if they are not valid.
  var result: ResultCertified.Result? {
    let beyond = UInt32(results.count)
    guard !results.isEmpty, places.allSatisfy({ $0 < beyond }) else { return nil }
    func option(_ place: UInt32) -> String { results[Int(place)].option }
    return ResultCertified.Result(
      live: live, blank: blank, options: results, decidingTie: decidingTie.map(option), closingRoot: closingRoot,
      isVoid: isVoid,
      elected: elected.map { seat in
        ElectedSeat(
          option: option(seat.result), district: seat.district, body: seat.body, seat: seat.seat, basis: seat.basis)
      },
      draws: draws.map { DrawnLot(label: $0.label, among: $0.among.map(option), drawn: option($0.drawn)) })
  }

  /// Every place that is named.
  private var places: [UInt32] { decidingTie + elected.map(\.result) + draws.flatMap { $0.among + [$0.drawn] } }

  mutating func visitCounts(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(3, "live", &live, computed: true)
    try fields.number(4, "blank", &blank, computed: true)
    try fields.messages(5, "results", &results, .any, computed: true)
    try fields.numbers(6, "decidingTie", &decidingTie, computed: true)
  }

  mutating func visitOutcome(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.hash(12, "closingRoot", &closingRoot, computed: true)
    try fields.flag(13, "voidTurnout", &isVoid, computed: true)
    try fields.messages(14, "elected", &elected, .any, computed: true)
    try fields.messages(15, "draws", &draws, .any, computed: true)
  }

  func check() throws(InvalidAct) {
    guard Set(results.map(\.option)).count == results.count else {
      throw InvalidAct(field: "results", reason: "an option appears twice")
    }
    let beyond = UInt32(results.count)
    for (name, places) in [
      ("decidingTie", decidingTie), ("elected", elected.map(\.result)),
      ("draws", draws.flatMap { $0.among + [$0.drawn] }),
    ] where places.contains(where: { $0 >= beyond }) {
      throw InvalidAct(field: name, reason: "expected places among the \(beyond) results")
    }
    guard !results.isEmpty || (live, blank) == (0, 0) && closingRoot == nil && !isVoid else {
      throw InvalidAct(field: "results", reason: "is missing: expected the figures of the options")
    }
  }

  /// Who takes a seat, as a message.
  private struct Elected: Described {
    var result: UInt32 = 0
    var district = ""
    var body: ID<Body>?
    var seat = ""
    var basis = ElectedSeat.Basis.votes

    init(_ seat: ElectedSeat, _ places: [String: UInt32]) {
      result = places[seat.option] ?? .max
      (district, body, self.seat, basis) = (seat.district, seat.body, seat.seat, seat.basis)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.number(1, "result", &result)
      try fields.text(2, "district", &district, 0...100)
      try fields.named(3, "body", &body)
      try fields.text(4, "seat", &seat, 0...64)
      try fields.choice(5, "basis", &basis)
    }
  }

  /// A lot, as a message.
  private struct Draw: Described {
    var label = ""
    var among: [UInt32] = []
    var drawn: UInt32 = 0

    init(_ lot: DrawnLot, _ places: [String: UInt32]) {
      (label, among, drawn) = (lot.label, lot.among.map { places[$0] ?? .max }, places[lot.drawn] ?? .max)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.text(1, "label", &label, 0...200)
      try fields.numbers(2, "among", &among)
      try fields.number(3, "drawn", &drawn)
    }
  }
}

extension OptionResult: Described {
  /// Figures without content.
  public init(_ blank: Blank) { self.init(option: "", votes: 0, score: 0, isSelected: false) }

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "option", &option, 0...64)
    try fields.number(2, "votes", &votes)
    try fields.number(3, "score", &score)
    try fields.flag(4, "selected", &isSelected)
    try fields.number(5, "place", &place)
  }
}

extension ElectedSeat.Basis: Choice {
  /// `ElectedBasis`.
  public static var schemaName: String { "ElectedBasis" }
}
