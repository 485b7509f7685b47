import EventModel
import Testing

@Suite struct NearestNameTests {
  private let names = ["elections", "events", "export", "key", "list"]

  @Test(
    arguments: [
      ("elektions", "elections"), ("election", "elections"), ("electoins", "elections"), ("evnets", "events"),
      ("EVENTS", "events"), ("kye", "key"), ("lst", "list"),
    ] as [(String, String)])
  func aTypoFindsItsName(text: String, name: String) { #expect(NearestName.of(text, among: names) == name) }

  @Test(arguments: ["", "x", "volunteers", "eleventh", "lasso"] as [String])
  func whatIsNearNothingFindsNothing(text: String) {
    #expect(NearestName.of(text, among: names) == nil && NearestName.question(text, among: names).isEmpty)
  }

  @Test func ofTwoTheNearerIsNamed() {
    #expect(NearestName.of("tallyy", among: ["tallies", "tally", "tall"]) == "tally")
    #expect(NearestName.question("tallyy", among: ["tally"]) == " Did you mean “tally”?")
  }
}
