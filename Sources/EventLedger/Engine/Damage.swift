/// What is wrong, and where: ends a verification.
struct Damage: Error {
  var description: String

  init(_ description: String) { self.description = description }
}
