import EventModel
import TransparencyLog

/// How often types occur, and where first.
struct TypeCounts {
  /// Few, and most events are of the type before them: found faster one after the other than by hash.
  private var counts: [(type: ActType, row: TypeRow)] = []

  mutating func count(_ type: ActType, at position: UInt64) {
    for place in counts.indices.reversed() where counts[place].type == type {
      counts[place].row.count += 1
      return
    }
    counts.append((type, TypeRow(first: position, count: 1)))
  }

  var rows: [ActType: TypeRow] { Dictionary(uniqueKeysWithValues: counts.map { ($0.type, $0.row) }) }
}
