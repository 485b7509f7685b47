// swift-tools-version: 6.2
import PackageDescription

// A separate program that adds an act, a view and a query. Outside this repository, use the package's URL as the
// dependency.
let package = Package(
  name: "own-act",
  dependencies: [
    .package(name: "albo", path: "../.."),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "OwnAct",
      dependencies: [
        .product(name: "Albo", package: "albo"),
        .product(name: "LedgerClient", package: "albo"),
        .product(name: "LedgerServer", package: "albo"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ])
  ]
)
