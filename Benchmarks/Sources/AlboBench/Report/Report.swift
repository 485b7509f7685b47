import ArgumentParser
import Foundation

/// The cases that were run, and under what conditions.
struct Report: Codable {
  var conditions: Conditions
  var cases: [CaseReport]

  /// Prints the report to standard output.
  func print(as format: ReportFormat) {
    if format != .json { Swift.print(table) }
    if format != .table { Swift.print(json) }
  }

  private var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private var table: String {
    let conditions =
      "\(conditions.date) · \(conditions.processor), \(conditions.cores) cores, \(conditions.memoryGiB) GiB · "
      + "\(conditions.kernel) · \(conditions.fileSystem)\n\(conditions.liblmdb) · \(conditions.swift) · "
      + "\(conditions.libcrypto) · \(conditions.build) · load \(conditions.loadAtStart) · \(conditions.pairs) pairs, "
      + "medians (least–most)\n"
    let header = ["case", "events", "ours/s", "peer/s", "ratio", "CPU µs/event", "peer", "4 KiB µs", "target", ""]
    let rows = cases.map(\.row)
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([header] + rows).map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
    }
    let notes = cases.flatMap { report in
      ["\n\(report.name)", "  ours: \(report.ours)"] + (report.peer.map { ["  peer: \($0)"] } ?? [])
        + report.measures.map { "  \($0.name): \(CaseReport.text($0.value)) \($0.unit)" }
        + report.notes.map { "  \($0)" }
    }
    return (["", conditions] + lines + notes).joined(separator: "\n")
  }
}

/// What is printed.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, both
}

extension CaseReport {
  /// The cells of the table.
  fileprivate var row: [String] {
    let targets = [
      ratioTarget.map { "ratio ≥ \(Self.text($0))" }, rateTarget.map { "≥ \(Self.text($0))/s" },
      secondsTarget.map { "≤ \(Self.text($0)) s" },
    ].compactMap { $0 }
    let own = secondsTarget == nil ? rate.map { Self.text($0) } : seconds.map { "\(Self.text($0)) s" }
    return [
      name, events == 0 ? "" : Self.text(events), own ?? "", peerRate.map { Self.text($0) } ?? "",
      ratio.map { Self.text($0) } ?? "", cpu.map { Self.text($0.median) } ?? "",
      peerCPU.map { Self.text($0.median) } ?? "",
      durableWriteMicroseconds.map { Self.text($0) } ?? "", targets.joined(separator: ", "), verdict.rawValue,
    ]
  }

  /// The median, and the extremes if they differ.
  fileprivate static func text(_ figures: Figures) -> String {
    if figures.least == figures.most { return text(figures.median) }
    return "\(text(figures.median)) (\(text(figures.least))–\(text(figures.most)))"
  }

  /// Whole numbers from a hundred, with commas at the thousands; three digits below, and two of small fractions.
  static func text(_ figure: Double) -> String {
    if figure >= 100 { return text(Int(figure.rounded())) }
    return String(format: figure >= 10 ? "%.1f" : figure >= 0.1 || figure == 0 ? "%.2f" : "%.2g", figure)
  }

  /// Commas at the thousands.
  static func text(_ count: Int) -> String {
    var digits = String(count)
    for place in stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
    }
    return digits
  }
}
