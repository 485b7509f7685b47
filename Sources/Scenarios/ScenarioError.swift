/// A scenario did not go as planned.
package struct ScenarioError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
