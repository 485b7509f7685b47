// swift-tools-version: 6.2
import PackageDescription

// An auditor's program in Swift: it links the log's formats and their verification, and no database. Outside this
// repository the dependency is the package's URL.
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
