package import EventModel
import SwiftProtobuf

extension MemberSeated: MessageAct {
  package init(message: Albo_V1_MemberSeated) throws(InvalidAct) {
    self.init(
      body: try Fields.identifier(message.body, "body"), seat: try Fields.identifier(message.seat, "seat"),
      person: try Fields.actor(message.person, "person"), title: try SeatTitle(message: message.title, "title"),
      election: try Fields.optionalIdentifier(message.election, "election"),
      organisation: try Fields.optionalActor(message.organisation, "organisation"),
      mandate: try Fields.optionalIdentifier(message.mandate, "mandate"),
      from: try Fields.instant(message.from, "from"), to: try Fields.optionalInstant(message.to, "to"),
      gender: try Fields.gender(message.gender, "gender"))
    if let to, to <= from { throw InvalidAct(field: "to", reason: "\(to) is not after \(from)") }
    try checkSource()
  }

  /// A title rests on an election or on a mandate, and names no other.
  private func checkSource() throws(InvalidAct) {
    let isDesignated = title == .designated
    guard (election == nil) == isDesignated else {
      throw InvalidAct(field: "election", reason: "every title but a designation names the election")
    }
    guard isDesignated ? organisation?.organisation != nil : organisation == nil else {
      throw InvalidAct(field: "organisation", reason: "a designation, and no other title, names it as “org:ID”")
    }
    guard (mandate != nil) == isDesignated else {
      throw InvalidAct(field: "mandate", reason: "a designation, and no other title, names the mandate")
    }
    guard !isDesignated || person.person != nil else {
      throw InvalidAct(field: "person", reason: "who is designated is named as “person:ID”")
    }
  }

  package var message: Albo_V1_MemberSeated {
    .with {
      $0.body = body.description
      $0.seat = seat.description
      $0.person = person.description
      $0.title = title.message
      $0.election = election?.description ?? ""
      $0.organisation = organisation?.description ?? ""
      $0.mandate = mandate?.description ?? ""
      $0.from = from.microseconds
      $0.to = to?.microseconds ?? 0
      $0.gender = gender
    }
  }
}

extension SeatTitle: MessageCase {
  var message: Albo_V1_SeatTitle {
    switch self {
    case .elected: .elected
    case .byRight: .byRight
    case .designated: .designated
    case .substitute: .substitute
    }
  }
}

extension Fields {
  /// A declared gender, or none.
  fileprivate static func gender(_ text: String, _ field: String) throws(InvalidAct) -> String {
    guard ["", "F", "M", "X"].contains(text) else {
      throw InvalidAct(field: field, reason: "“\(text)” is not F, M or X")
    }
    return text
  }
}
