// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "albo-benchmarks",
  products: [.executable(name: "albo-bench", targets: ["AlboBench"])],
  dependencies: [
    .package(name: "albo", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
  ],
  targets: [
    // Plain C on the same liblmdb: what each case is measured against. It hashes with OpenSSL (libssl-dev).
    .target(name: "CPeers", linkerSettings: [.linkedLibrary("lmdb"), .linkedLibrary("crypto")]),
    .executableTarget(
      name: "AlboBench",
      dependencies: [
        "CPeers",
        .product(name: "Albo", package: "albo"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
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

for target in package.targets where target.name == "AlboBench" { target.swiftSettings = upcomingFeatures }
