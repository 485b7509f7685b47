import EventModel
import ParticipationModel
import TransparencyLog

/// What held on a day, as the log knew it at a size. What was recorded later is ignored.
struct SubjectsAsOf {
  /// The UTC day; nil for the whole history.
  let day: CivilDate?
  /// The size of the log that was asked for.
  let size: LogSize

  /// - Throws: `InvalidAct` naming `at`, for a size that the log has not reached.
  init(on day: CivilDate?, at: LogSize?, snapshot size: LogSize) throws(InvalidAct) {
    if let at, at > size {
      throw InvalidAct(field: "at", reason: "the log has not reached size \(at): it has \(size) events")
    }
    (self.day, self.size) = (day, at ?? size)
  }

  func knows(_ position: Position) -> Bool { position.rawValue < size.rawValue }

  func attributes(_ all: [AttributeItem]) -> [AttributeItem] {
    all.filter { knows($0.position) }.map(withoutLaterEnd).filter { attribute in
      day.map { attribute.holds(on: $0) } ?? true
    }
  }

  private func withoutLaterEnd(_ attribute: AttributeItem) -> AttributeItem {
    var attribute = attribute
    if let end = attribute.endedBy, !knows(end) { (attribute.to, attribute.endedBy) = (nil, nil) }
    return attribute
  }

  private func mandates(_ all: [MandateItem], struckOff: CivilDate?) -> [MandateItem] {
    all.filter { knows($0.grantedAt) }.map { mandate in
      var mandate = mandate
      if let end = mandate.revokedAt, !knows(end) { (mandate.revokedAt, mandate.revokedFrom) = (nil, nil) }
      mandate.end = [mandate.validTo, mandate.revokedFrom, struckOff?.start].compactMap(\.self).min()
      return mandate
    }.filter { mandate in day.map { mandate.holds(on: $0) } ?? true }
  }

  /// The person; nil for one who was not enrolled by then.
  func person(_ row: PersonAnswer) -> PersonAnswer? {
    guard knows(row.enrolledAt) else { return nil }
    var row = row
    row.attributes = attributes(row.attributes)
    row.consents = row.consents.filter { knows($0.grantedAt) }.map { consent in
      var consent = consent
      if let end = consent.revokedAt, !knows(end) { (consent.revokedAt, consent.revokedFrom) = (nil, nil) }
      return consent
    }.filter { consent in day.map { consent.holds(on: $0) } ?? true }
    return row
  }

  /// The organisation; nil for one that the log did not know.
  func organisation(_ row: OrganisationViewRow) -> OrganisationAnswer? {
    guard knows(row.registeredAt) else { return nil }
    let struckOff = row.struckOff.flatMap { knows($0.position) ? $0 : nil }
    let representative = AttributeName.representative.description
    return OrganisationAnswer(
      organisation: row.organisation, name: row.name, legalForm: row.legalForm, taxCode: row.taxCode,
      runts: row.runts, territories: row.territories, contacts: row.contacts,
      status: status(row, struckOff), registeredAt: row.registeredAt, registered: row.registered,
      struckOff: struckOff, representatives: representatives(row),
      attributes: attributes(row.attributes.filter { $0.name != representative }),
      mandates: mandates(row.mandates, struckOff: struckOff?.from))
  }

  private func status(_ row: OrganisationViewRow, _ struckOff: OrganisationAnswer.StrikingOff?) -> OrganisationStatus {
    guard let day else { return struckOff == nil ? .registered : .struckOff }
    if day.dayNumber < row.registered.day { return .unregistered }
    return struckOff.map { $0.from <= day } == true ? .struckOff : .registered
  }

  /// Those attested, after the one named at the registration, who goes as soon as somebody is attested for a day since.
  private func representatives(_ row: OrganisationViewRow) -> [RepresentativeItem] {
    let attested = row.attributes.filter { $0.name == AttributeName.representative.description && knows($0.position) }
      .map(withoutLaterEnd)
    var views = attested.map { RepresentativeItem($0) }
    if let registered = row.registered.date, let first = first(row, registered, attested) { views.append(first) }
    return views.sorted { ($0.from, $0.position.rawValue) < ($1.from, $1.position.rawValue) }
      .filter { view in day.map { view.holds(on: $0) } ?? true }
  }

  private func first(
    _ row: OrganisationViewRow, _ registered: CivilDate, _ attested: [AttributeItem]
  ) -> RepresentativeItem? {
    let next = attested.filter { $0.to.map { $0 >= registered } ?? true }.min { $0.from < $1.from }
    if let next, next.from <= registered { return nil }
    return RepresentativeItem(
      person: row.representative, from: registered, to: next?.from.dayBefore, position: row.registeredAt,
      endedBy: next?.position)
  }
}

extension RepresentativeItem {
  fileprivate init(_ attribute: AttributeItem) {
    self.init(
      person: attribute.value, from: attribute.from, to: attribute.to, position: attribute.position,
      endedBy: attribute.endedBy)
  }
}
