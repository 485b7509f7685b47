// swift-tools-version: 6.2
import PackageDescription

// An auditor's program in Swift: it links the log's formats and their verification, but no database. Outside this
// repository, use the package's URL as the dependency.
let package = Package(
  name: "audit",
  dependencies: [.package(name: "albo", path: "../..")],
  targets: [
    .executableTarget(
      name: "Audit",
      dependencies: [
        .product(name: "LogAudit", package: "albo"), .product(name: "TransparencyLog", package: "albo"),
      ])
  ]
)
