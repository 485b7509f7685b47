import EventModel
import TransparencyLog

extension TableDescription {
  /// The catalogue entry in DCAT-AP_IT 1.0 (DCAT-AP with the Italian classes), as JSON-LD.
  func catalog() throws -> [UInt8] {
    let graph = [catalogue, dataset, agent, license] + files.map { distribution($0) }
    let document: JSONValue = .object(["@context": Self.context, "@graph": .array(graph)])
    return try JSONText.encode(document) + [UInt8(ascii: "\n")]
  }

  private static let context: JSONValue = .object(
    [
      "adms": "http://www.w3.org/ns/adms#", "dcat": "http://www.w3.org/ns/dcat#",
      "dcatapit": "http://dati.gov.it/onto/dcatapit#", "dct": "http://purl.org/dc/terms/",
      "foaf": "http://xmlns.com/foaf/0.1/", "owl": "http://www.w3.org/2002/07/owl#",
      "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    ].mapValues { .string($0) })

  private static let authority = "http://publications.europa.eu/resource/authority"

  private var catalogueID: String { "\(baseURL)/catalog" }
  private var datasetID: String { "\(baseURL)/dataset" }

  private var agentID: String {
    publication.publisherID.map { "https://w3id.org/italia/data/public-organization/\($0)" } ?? "\(baseURL)/publisher"
  }

  private var catalogue: JSONValue {
    node(
      catalogueID, "dcat:Catalog", "dcatapit:Catalog",
      [
        "dct:title": both("Dati aperti della partecipazione", "Open data of participation"),
        "dct:description": both(
          "Catalogo dei dati aperti del registro della partecipazione \(source.origin).",
          "Catalogue of the open data of the participation ledger \(source.origin)."),
        "dct:publisher": reference(agentID), "dct:modified": modified, "dcat:dataset": reference(datasetID),
        "foaf:homepage": reference(baseURL), "dct:language": reference("\(Self.authority)/language/ITA"),
        "dcat:themeTaxonomy": reference("\(Self.authority)/data-theme"),
      ])
  }

  private var dataset: JSONValue {
    node(
      datasetID, "dcat:Dataset", "dcatapit:Dataset",
      [
        "dct:identifier": .string(Self.slug(source.origin)),
        "dct:title": both("Partecipazione: elezioni, organismi, patti", "Participation: elections, bodies, agreements"),
        "dct:description": both(
          "Tabelle calcolate dal registro \(source.origin), dimensione \(source.checkpoint.size), "
            + "radice \(source.checkpoint.root.base64). \(soppressione)",
          "Tables computed from the ledger \(source.origin), size \(source.checkpoint.size), "
            + "root \(source.checkpoint.root.base64). \(suppression)"),
        "dcat:theme": reference("\(Self.authority)/data-theme/GOVE"), "dct:rightsHolder": reference(agentID),
        "dct:publisher": reference(agentID), "dct:creator": reference(agentID), "dct:modified": modified,
        "dct:accrualPeriodicity": reference("\(Self.authority)/frequency/IRREG"),
        "dct:language": reference("\(Self.authority)/language/ITA"),
        "dcat:keyword": .array(["partecipazione", "elezioni", "consulte"].map { language($0, "it") }),
        "owl:versionInfo": .string("\(source.checkpoint.size)"),
        "dcat:distribution": .array(files.map { reference(distributionID($0)) }),
      ])
  }

  /// What is suppressed, in Italian.
  private var soppressione: String {
    publication.smallCells.isOff
      ? "Nessun conteggio di persone è omesso." : "I conteggi di poche persone sono omessi; i risultati ufficiali no."
  }

  private var agent: JSONValue {
    let name = publication.publisher ?? source.origin
    return node(
      agentID, "foaf:Agent", "dcatapit:Agent",
      [
        "foaf:name": language(name, "it"),
        "dct:identifier": .string(publication.publisherID ?? Self.slug(source.origin)),
      ])
  }

  private var license: JSONValue {
    let isUsual = publication.license == Publication.usualLicense
    var members: [String: JSONValue] = [
      "foaf:name": language(
        isUsual ? "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)" : publication.license, "it")
    ]
    // ADMS has a vocabulary of licence types; for another licence the type is not known here.
    members["dct:type"] = reference("http://purl.org/adms/licencetype/\(isUsual ? "Attribution" : "UnknownIPR")")
    return node(publication.license, "dct:LicenseDocument", "dcatapit:LicenseDocument", members)
  }

  private func distribution(_ file: TableFile) -> JSONValue {
    let url = "\(baseURL)/\(file.table.name).csv"
    return node(
      distributionID(file), "dcat:Distribution", "dcatapit:Distribution",
      [
        "dct:title": both(file.table.titolo, file.table.title),
        "dct:format": reference("\(Self.authority)/file-type/CSV"),
        "dct:license": reference(publication.license), "dcat:accessURL": reference(url),
        "dcat:downloadURL": reference(url), "dct:modified": modified,
        "dcat:byteSize": .object(["@type": .string("xsd:decimal"), "@value": .string("\(file.bytes)")]),
      ])
  }

  private func distributionID(_ file: TableFile) -> String { "\(baseURL)/distribution/\(file.table.name)" }

  private var modified: JSONValue {
    .object([
      "@type": .string("xsd:date"), "@value": .string(JSONValue.day(of: source.asOf.microseconds)),
    ])
  }

  private func node(_ id: String, _ type: String, _ profile: String, _ members: [String: JSONValue]) -> JSONValue {
    .object(
      members.merging(["@id": .string(id), "@type": .array([.string(type), .string(profile)])]) { first, _ in first })
  }

  private func reference(_ id: String) -> JSONValue { .object(["@id": .string(id)]) }

  private func language(_ text: String, _ code: String) -> JSONValue {
    .object(["@language": .string(code), "@value": .string(text)])
  }

  private func both(_ italian: String, _ english: String) -> JSONValue {
    .array([language(italian, "it"), language(english, "en")])
  }
}
