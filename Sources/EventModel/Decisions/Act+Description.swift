extension Act {
  /// The fields of the act's message.
  public static var fields: [FieldDescription] { FieldDescriber.fields(of: Self.self) }

  /// A whole valid example of the act as somebody proposes it, for people to start from.
  public static var example: Self { ExampleFields.example(of: Self.self) }
}
