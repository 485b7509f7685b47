/// The name that somebody probably meant.
package enum NearestName {
  /// The nearest of the names; nil if none is near: at most a third of the letters may differ, and one in short names.
  package static func of(_ text: String, among names: some Sequence<String>) -> String? {
    let word = Array(text.lowercased())
    let limit = max(1, word.count / 3)
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(word, Array(name.lowercased()), limit: min(limit, (best?.distance ?? limit + 1) - 1))
      if let distance { best = (name, distance) }
    }
    return best?.name
  }

  /// ` Did you mean “x”?`, to be put behind a sentence; empty if no name is near.
  package static func question(_ text: String, among names: some Sequence<String>) -> String {
    of(text, among: names).map { " Did you mean “\($0)”?" } ?? ""
  }

  /// How many letters must be put in, left out, exchanged or swapped with their neighbour (optimal string alignment); nil
  /// if more than the limit.
  private static func distance(_ left: [Character], _ right: [Character], limit: Int) -> Int? {
    guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
    var (before, row) = ([Int](), Array(0...right.count))
    for (index, letter) in left.enumerated() {
      var next = [index + 1]
      for (place, other) in right.enumerated() {
        var cost = min(row[place + 1] + 1, next[place] + 1, row[place] + (letter == other ? 0 : 1))
        if index > 0, place > 0, letter == right[place - 1], left[index - 1] == other {
          cost = min(cost, before[place - 1] + 1)
        }
        next.append(cost)
      }
      (before, row) = (row, next)
    }
    return row[right.count] <= limit ? row[right.count] : nil
  }
}
