import EventLedger
import EventModel
import OpenData
import ParticipationLedger
import Scenarios
import Testing
import TransparencyLog

/// What other people's software reads in the exports.
extension ScenarioExportTests {
  /// pm4py reads the log, counts it as we do, and finds the order of a meeting's and a ballot's events.
  @Test(.enabled(if: Python.has("pm4py"), "Python's package pm4py is not installed (make python)"))
  func pm4pyReadsTheLog() throws {
    let program = """
      import contextlib, io, json, sys
      with contextlib.redirect_stdout(io.StringIO()):
          import pm4py
          log = pm4py.read_ocel2_json(sys.argv[1])
          graph = pm4py.discover_ocdfg(log)
          edges = {}
          for kind in ("meeting", "ballot"):
              found = pm4py.discover_dfg(pm4py.ocel_flattening(log, kind))[0]
              edges[kind] = {" > ".join(pair): count for pair, count in found.items()}
      kinds = log.objects["ocel:type"].value_counts().to_dict()
      types = log.events["ocel:activity"].value_counts().to_dict()
      print("RESULT " + json.dumps({"events": len(log.events), "objects": kinds, "types": types, "edges": edges,
          "kinds": sorted(graph["object_types"])}))
      """
    let outcome = try Python.run(program, played.path(.ocel2))
    let line = outcome.output.split(separator: "\n").last { $0.hasPrefix("RESULT ") }
    let found = try JSONText.value(of: Array(#require(line, "\(outcome.output)").utf8.dropFirst("RESULT ".utf8.count)))
    #expect(found["events"]?.unsignedInteger == played.report.events.rawValue)
    for type in try played.city.store.recordedTypes() {
      #expect(found["types"]?[type.type.shortName]?.unsignedInteger == type.count, "\(type.type)")
    }
    let objects = played.log["objects"]?.elements ?? []
    for (kind, same) in Dictionary(grouping: objects, by: { $0["type"]?.text ?? "" }) {
      #expect(found["objects"]?[kind]?.unsignedInteger == UInt64(same.count), "\(kind)")
    }
    #expect(found["edges"]?["meeting"]?["MeetingConvened > MeetingHeld"]?.signedInteger == 12)
    #expect(found["edges"]?["ballot"]?["BallotChallenged > BallotAnnulled"]?.signedInteger == 1)
    #expect(found["kinds"]?.elements?.contains(.string("election")) == true)
  }

  /// The CloudEvents SDK reads every line.
  @Test(.enabled(if: Python.has("cloudevents"), "Python's package cloudevents is not installed (make python)"))
  func theCloudEventsPackageReadsEveryLine() throws {
    let program = """
      import sys
      from cloudevents.v1.http import from_json
      print("RESULT", sum(1 for line in open(sys.argv[1]) if from_json(line)["specversion"] == "1.0"))
      """
    let outcome = try Python.run(program, played.path(.cloudevents))
    #expect(outcome.output.hasSuffix("RESULT \(played.report.events.rawValue + 1)\n"), "\(outcome.output)")
  }
}
