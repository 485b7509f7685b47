import EventModel
import ParticipationModel
import Testing

@Suite struct SpansTests {
  private struct Note: Described, Spanned {
    var span: TimeSpan
    init(_ from: Int64, _ to: Int64?) {
      span = TimeSpan(from: Instant(microseconds: from), to: to.map { Instant(microseconds: $0) })
    }
    init(_ blank: Blank) { self.init(0, nil) }
    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) { try fields.message(1, "span", &span) }
  }

  /// Every pair of spans within four instants, also those without an end, against the instants that they hold.
  @Test func spansOverlapWhereTheyHaveAnInstantInCommon() {
    var spans: [Note] = []
    for from in Int64(0)..<3 { for to in (from + 1)...4 { spans.append(Note(from, to == 4 ? nil : to)) } }
    func instants(_ note: Note) -> Set<Int64> {
      Set((0..<8).filter { note.span.contains(Instant(microseconds: $0)) })
    }
    for note in spans {
      let found = Spans(spans).overlapping(note.span)
      #expect(found == spans.filter { !instants($0).isDisjoint(with: instants(note)) }, "\(note)")
    }
    for instant in Int64(0)..<5 {
      let found = Spans(spans).holding(at: Instant(microseconds: instant))
      #expect(found == spans.filter { instants($0).contains(instant) }, "\(instant)")
    }
  }

  @Test func daysRunFromTheStartOfTheFirstToTheEndOfTheLast() throws {
    let (first, last) = (try #require(CivilDate("2026-05-04")), try #require(CivilDate("2026-05-05")))
    let span = TimeSpan(days: first, through: last)
    #expect(span.from == first.start && span.to == last.next.start)
    #expect(span.contains(Instant(microseconds: last.next.start.microseconds - 1)))
    #expect(TimeSpan(days: first, through: nil).to == nil)
    #expect(span.ended(at: first.next.start).to == first.next.start && span.ended(at: nil) == span)
  }

  @Test func whatIsStoredIsReadAgainAlsoFromBefore1970() throws {
    let spans = Spans([Note(-5, nil), Note(-5, -1), Note(0, 7)])
    #expect(try WireFieldReader.read(Spans<Note>.self, from: spans.encoded) == spans)
  }
}
