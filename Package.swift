// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "albo",
  products: [
    .library(name: "Albo", targets: ["Albo"]),
    .library(name: "ParticipationLedger", targets: ["ParticipationLedger"]),
    .library(name: "ParticipationModel", targets: ["ParticipationModel"]),
    .library(name: "LedgerClient", targets: ["LedgerClient"]),
    .library(name: "LedgerProtocol", targets: ["LedgerProtocol"]),
    .library(name: "LedgerServer", targets: ["LedgerServer"]),
    .library(name: "LogHTTP", targets: ["LogHTTP"]),
    .library(name: "WitnessServer", targets: ["WitnessServer"]),
    .library(name: "EventLedger", targets: ["EventLedger"]),
    .library(name: "LogAudit", targets: ["LogAudit"]),
    .library(name: "Imports", targets: ["Imports"]),
    .library(name: "EventModel", targets: ["EventModel"]),
    .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
    .executable(name: "albo", targets: ["AlboCommand"]),
    .executable(name: "albod", targets: ["AlboDaemon"]),
    .executable(name: "albo-witness", targets: ["AlboWitness"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .target(name: "LMDB", dependencies: ["CLMDB"]),
    .target(name: "Bytes"),
    .target(name: "LocalFiles"),
    .target(
      name: "TransparencyLog",
      dependencies: ["Bytes", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "EventModel", dependencies: ["Bytes", "TransparencyLog"]),
    .target(name: "LogAudit", dependencies: ["Bytes", "EventModel", "LocalFiles", "TransparencyLog"]),
    .target(
      name: "EventLedger",
      dependencies: [
        "Bytes", "EventModel", "LMDB", "LocalFiles", "LogAudit", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "DequeModule", package: "swift-collections"),
      ]),
    .target(
      name: "LogHTTP",
      dependencies: ["LogAudit", "TransparencyLog"]),
    .target(
      name: "WitnessServer",
      dependencies: [
        "Bytes", "LMDB", "LocalFiles", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .target(
      name: "ParticipationModel",
      dependencies: [
        "Bytes", "EventModel", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      // The schema's comments are part of the program: `albo acts` prints them.
      resources: [
        "agreements", "bodies", "elections", "event", "ledger", "proposals", "subjects", "volunteers",
      ].map { .embedInCode("Schema/albo/v1/\($0).proto") }),
    .target(
      name: "ParticipationLedger",
      dependencies: [
        "Bytes", "EventLedger", "EventModel", "LocalFiles", "LogAudit", "ParticipationModel", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Imports",
      dependencies: [
        "Bytes", "EventModel", "ParticipationModel", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Albo",
      dependencies: [
        "EventLedger", "EventModel", "Imports", "LocalFiles", "LogAudit", "ParticipationLedger", "ParticipationModel",
        "TransparencyLog",
      ]),
    .target(
      name: "OpenData",
      dependencies: [
        "Bytes", "EventLedger", "EventModel", "LocalFiles", "LogAudit", "ParticipationLedger", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Scenarios",
      dependencies: [
        "Bytes", "EventLedger", "EventModel", "LocalFiles", "LogAudit", "ParticipationLedger", "ParticipationModel",
        "TransparencyLog",
      ]),
    .target(name: "LedgerProtocol", dependencies: ["EventModel", "TransparencyLog"]),
    .target(
      name: "LedgerServer",
      dependencies: [
        "EventLedger", "EventModel", "LedgerProtocol", "LocalFiles", "LogAudit", "ParticipationLedger",
        "ParticipationModel", "TransparencyLog",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .target(
      name: "LedgerClient",
      dependencies: [
        "EventModel", "LedgerProtocol", "ParticipationModel", "TransparencyLog",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(
      name: "CommandSupport",
      dependencies: ["EventModel", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(
      name: "AlboWitness",
      dependencies: [
        "CommandSupport", "LocalFiles", "ParticipationModel", "TransparencyLog", "WitnessServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "AlboDaemon",
      dependencies: [
        "CommandSupport", "ParticipationModel",
        "EventLedger", "EventModel", "LedgerServer", "LocalFiles", "LogAudit", "LogHTTP", "ParticipationLedger",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "AlboCommand",
      dependencies: [
        "Albo", "CommandSupport",
        "Bytes", "EventLedger", "EventModel", "Imports", "LedgerClient", "LedgerProtocol", "LocalFiles", "LogAudit",
        "LogHTTP", "OpenData", "ParticipationLedger", "ParticipationModel", "Scenarios", "TransparencyLog",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "ArchitectureTests", dependencies: ["LocalFiles"]),
    .testTarget(name: "LMDBTests", dependencies: ["Bytes", "LMDB"]),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: ["Bytes", "TransparencyLog", .product(name: "Crypto", package: "swift-crypto")]),
    // What swift-protobuf generates from the schema: no product links it, and the tests hold every act against it.
    .target(
      name: "SchemaOracle",
      dependencies: [
        "EventModel", "ParticipationModel", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      path: "Tests/SchemaOracle"),
    .testTarget(
      name: "EventModelTests",
      dependencies: [
        "Bytes",
        "EventModel", "ParticipationModel", "SchemaOracle", "TransparencyLog",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    // What tests of several targets need.
    .target(
      name: "TestSupport",
      dependencies: [
        "EventLedger", "LogAudit", "TransparencyLog",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "EventLedgerTests",
      dependencies: [
        "Bytes", "LocalFiles", "LogAudit",
        "EventLedger", "EventModel", "LMDB", "TestSupport", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "ParticipationModelTests",
      dependencies: [
        "Bytes", "LogAudit",
        "EventLedger", "EventModel", "ParticipationModel", "SchemaOracle", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    .testTarget(
      name: "ParticipationLedgerTests",
      dependencies: [
        "Bytes", "Imports", "LocalFiles", "LogAudit",
        "EventLedger", "EventModel", "LMDB", "ParticipationLedger", "ParticipationModel", "TransparencyLog",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "LogAudit",
        "EventLedger", "EventModel", "ParticipationLedger", "ParticipationModel", "Scenarios", "TransparencyLog",
      ]),
    .testTarget(
      name: "OpenDataTests",
      dependencies: [
        "Bytes", "LocalFiles", "LogAudit",
        "EventLedger", "EventModel", "OpenData", "ParticipationLedger", "ParticipationModel", "Scenarios",
        "TransparencyLog",
      ]),
    .testTarget(name: "LedgerProtocolTests", dependencies: ["EventModel", "LedgerProtocol"]),
    .testTarget(
      name: "LedgerServerTests",
      dependencies: [
        "Bytes", "LocalFiles", "LogAudit",
        "EventLedger", "EventModel", "LedgerClient", "LedgerProtocol", "LedgerServer", "ParticipationLedger",
        "ParticipationModel", "TransparencyLog",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "LogHTTPTests",
      dependencies: ["LocalFiles", "LogAudit", "EventLedger", "LogHTTP", "TestSupport", "TransparencyLog"]),
    .testTarget(
      name: "AlboCommandTests",
      dependencies: [
        "Bytes", "Imports", "LocalFiles", "LogAudit",
        "AlboCommand", "AlboDaemon", "AlboWitness", "CityExample", "EventLedger", "EventModel", "LogHTTP",
        "ParticipationLedger",
        "ParticipationModel", "TestSupport", "TransparencyLog",
      ]),
    .executableTarget(
      name: "CityExample",
      dependencies: ["Albo"],
      path: "Examples/City"),
    .testTarget(
      name: "WitnessServerTests",
      dependencies: [
        "LocalFiles", "LogAudit",
        "EventLedger", "EventModel", "LogHTTP", "TransparencyLog", "WitnessServer",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

let upcomingFeatures: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

for target in package.targets where target.type != .system {
  target.swiftSettings = upcomingFeatures
  // The one module that touches C memory says where it does.
  if target.name == "LMDB" { target.swiftSettings?.append(.strictMemorySafety()) }
}
