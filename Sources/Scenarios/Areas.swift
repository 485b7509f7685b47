extension Area {
  /// The nine areas with their 55 neighbourhoods; two of these are without candidates.
  static let all = [
    Area(
      "a", "A", electors: 17_400, voters: 575,
      [
        .init("Santa Croce", 3, 5),
        .init("Tondo", 3, 7, .missingGender),
        .init("Gardenia", 2, 3),
        .init("Mancasale", 2, 5),
        .init("Pratofontana", 1, 3),
        .init("San Prospero Strinati", 2, 4),
      ]),
    Area(
      "b", "B", electors: 15_900, voters: 613,
      [
        .init("Ospizio", 3, 6, .lot),
        .init("San Maurizio", 3, 5),
        .init("Mirabello", 3, 7),
        .init("Villaggio Stranieri", 2, 3),
        .init("Gavassa", 1, 3),
        .init("Massenzatico", 2, 5, .missingGender),
      ]),
    Area(
      "c", "C", electors: 16_800, voters: 540,
      [
        .init("Regina Pacis", 3, 6),
        .init("Orologio", 3, 5),
        .init("Roncina", 2, 4),
        .init("Pieve Modolena", 3, 7),
        .init("San Bartolomeo", 2, 3),
        .init("Codemondo", 2, 5),
      ]),
    Area(
      "d", "D", electors: 18_250, voters: 500,
      [
        .init("Rosta Nuova", 3, 6),
        .init("Buco del Signore", 3, 5),
        .init("Crocetta", 2, 4),
        .init("Pappagnocca", 2, 3),
        .init("Belvedere", 2, 5),
        .init("San Pellegrino", 3, 7),
        .init("Migliolungo", 1, 3),
      ]),
    Area(
      "e", "E", electors: 16_450, voters: 655,
      [
        .init("Rivalta", 3, 6, .missingGender),
        .init("Canali", 3, 5),
        .init("Fogliano", 3, 7),
        .init("Coviolo", 3, 6),
        .init("San Felice", 1, 4),
        .init("Baragalla", 2, 4),
      ]),
    Area(
      "f", "F", electors: 14_300, voters: 721,
      [
        .init("Gavasseto", 2, 3),
        .init("Marmirolo", 2, 5, .missingGender),
        .init("Roncadella", 2, 4),
        .init("Bagno", 2, 3),
        .init("Corticella", 2, 5),
        .init("Sabbione", 1, 4),
        .init("San Donnino", 2, 4),
      ]),
    Area(
      "g", "G", electors: 15_600, voters: 612,
      [
        .init("Masone", 3, 5),
        .init("Castellazzo", 1, 3),
        .init("Foscato", 3, 7),
        .init("Carrozzone", 2, 3),
        .init("Ghiarda", 2, 5),
        .init("San Zenone", 2, 0),
      ]),
    Area(
      "h", "H", electors: 17_900, voters: 505,
      [
        .init("Sesso", 3, 6, .missingGender),
        .init("Cavazzoli", 2, 4),
        .init("Roncocesi", 2, 3),
        .init("Cella", 2, 5),
        .init("Cadè", 2, 4),
        .init("Gaida", 2, 0),
      ]),
    Area(
      "centre", "centre", electors: 13_499, voters: 530,
      [
        .init("Duomo", 2, 3),
        .init("San Pietro", 3, 5),
        .init("Santo Stefano", 2, 5),
        .init("Porta Castello", 2, 4),
        .init("Gattaglio", 1, 4),
      ]),
  ]
}
