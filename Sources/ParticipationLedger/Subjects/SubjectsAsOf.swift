import EventModel
import ParticipationModel
import TransparencyLog

/// What held on a day, of the rows of a view.
struct SubjectsAsOf {
  /// The UTC day; nil for the whole history.
  let day: CivilDate?
  /// The day of what holds only once: a name, a status. That which is asked, else today.
  private let present: CivilDate

  init(on day: CivilDate?, _ ledger: CityLedger) {
    self.day = day
    present = day ?? ledger.clock.now.date ?? CivilDate(Blank())
  }

  func attributes(_ all: [AttributeItem]) -> [AttributeItem] {
    all.filter { attribute in day.map { attribute.holds(on: $0) } ?? true }
  }

  private func mandates(_ all: [MandateItem], struckOff: Instant?) -> [MandateItem] {
    all.map { mandate in
      var mandate = mandate
      mandate.end = [mandate.validTo, mandate.revokedFrom, struckOff].compactMap(\.self).min()
      return mandate
    }.filter { mandate in day.map { mandate.holds(on: $0) } ?? true }
  }

  /// The person.
  func person(_ row: PersonAnswer) -> PersonAnswer {
    var row = row
    row.attributes = attributes(row.attributes)
    row.consents = row.consents.filter { consent in day.map { consent.holds(on: $0) } ?? true }
    return row
  }

  /// The organisation.
  func organisation(_ row: OrganisationViewRow) -> OrganisationAnswer {
    let representative = AttributeName.representative.description
    var answer = OrganisationAnswer(
      organisation: row.organisation, name: row.value(of: "name", on: present), legalForm: row.legalForm,
      taxCode: row.taxCode, foreignCode: row.foreignCode, runts: row.value(of: "runts", on: present),
      territories: row.territories, contacts: row.contacts,
      status: status(row), registeredAt: row.registeredAt, registered: row.registered,
      struckOff: row.struckOff, representatives: representatives(row),
      attributes: attributes(row.attributes.filter { $0.name != representative }),
      mandates: mandates(row.mandates, struckOff: row.struckOff?.at))
    (answer.suspensions, answer.changes) = (row.suspensions, row.changes)
    (answer.transcribed, answer.rectified) = (row.transcribed, row.rectified)
    return answer
  }

  private func status(_ row: OrganisationViewRow) -> OrganisationStatus {
    if let day, day.dayNumber < row.registered.day { return .unregistered }
    // Without a day, that it leaves the register is known before it does.
    if day == nil, row.struckOff != nil { return .struckOff }
    if let out = row.suspensions?.last(where: { $0.holds(on: present) }) {
      return out.endedBy != nil && row.isStrikingOff(out) ? .struckOff : .suspended
    }
    return row.struckOff.map { $0.from <= present } == true ? .struckOff : .registered
  }

  /// Those attested, after the one named at the registration, who goes as soon as somebody is attested for a day since.
  private func representatives(_ row: OrganisationViewRow) -> [RepresentativeItem] {
    let attested = row.attributes.filter {
      $0.name == AttributeName.representative.description && $0.withdrawnBy == nil
    }
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
