// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "fit-grader",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "selkie", path: "../..")],
    targets: [
        .executableTarget(
            name: "fit-grader",
            dependencies: [
                .product(name: "SelfAdaptation", package: "selkie"),
                .product(name: "LanguageModel", package: "selkie"),
            ])
    ]
)
