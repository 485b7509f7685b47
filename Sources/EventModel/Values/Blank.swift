/// What a value without content is made of; only this package has one.
public struct Blank: Sendable {
  @inlinable package init() {}
}
