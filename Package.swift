// swift-tools-version: 6.1
import PackageDescription

/// One place for what every Swift target shares, so that no target drifts.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Kernels are written as plain loops that the compiler vectorises for each instruction set.
let kernelSettings: [CSetting] = [.headerSearchPath("."), .unsafeFlags(["-O3", "-fno-math-errno"])]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let bytes = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let httpServer = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "selkie",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "selkie", targets: ["selkie"]),
        .library(name: "SelfAdaptation", targets: ["SelfAdaptation"]),
        .library(name: "LanguageModel", targets: ["LanguageModel", "Tokenizers"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // Only tests: a server that speaks the protocol of remote models.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .target(name: "Kernels", cSettings: kernelSettings),
        .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CCmark", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "BoundedGumbo", linkerSettings: [.linkedLibrary("gumbo")]),
        library("Digests", ["CCrypto"]),
        library("ModelFormats"),
        library("Tokenizers", [heap]),
        library("LanguageModel", ["Kernels", "COneDNN", "ModelFormats", "Tokenizers"]),
        library("SelfAdaptation", ["LanguageModel", "Tokenizers"]),
        library("HTTPTransport", ["CCurl"]),
        library("RemoteModels", ["SelfAdaptation", "LanguageModel", "HTTPTransport"]),
        library("AdapterStore", ["SelfAdaptation", "LanguageModel", "ModelFormats", "Digests", database]),
        library("ModelLibrary", ["ModelFormats", "Digests", "HTTPTransport", subprocess]),
        library("Documents", ["BoundedGumbo", "CCmark", "CExpat", subprocess]),
        library("Console"),
        library("Reports", ["SelfAdaptation", "LanguageModel", "Console", mustache, subprocess]),
        .executableTarget(
            name: "selkie",
            dependencies: [
                "AdapterStore", "Console", "Digests", "Documents", "Kernels", "LanguageModel", "ModelFormats",
                "ModelLibrary", "RemoteModels", "Reports", "SelfAdaptation", "Tokenizers", argumentParser,
            ],
            swiftSettings: settings),

        .target(
            name: "TestKit", dependencies: ["LanguageModel", "ModelFormats"], path: "Tests/TestKit",
            swiftSettings: settings),
        .target(
            name: "TestServer", dependencies: ["Digests", httpServer, bytes, logging],
            path: "Tests/TestServer",
            swiftSettings: settings),
        tests("KernelsTests", ["Kernels"]),
        tests("DigestsTests", ["Digests"]),
        tests("ModelFormatsTests", ["ModelFormats"]),
        tests("TokenizersTests", ["Tokenizers"]),
        tests(
            "LanguageModelTests", ["LanguageModel", "Kernels", "ModelFormats", "ModelLibrary", "Tokenizers"]),
        tests("SelfAdaptationTests", ["SelfAdaptation", "LanguageModel", "Tokenizers", "TestKit"]),
        tests("HTTPTransportTests", ["HTTPTransport", "TestServer"]),
        tests("RemoteModelsTests", ["RemoteModels", "SelfAdaptation", "LanguageModel", "TestServer"]),
        tests("AdapterStoreTests", ["AdapterStore", "LanguageModel", "ModelFormats", "TestKit", database]),
        tests("ModelLibraryTests", ["ModelLibrary", "TestServer"]),
        tests("DocumentsTests", ["Documents"]),
        tests("ConsoleTests", ["Console"]),
        tests("ReportsTests", ["Reports", "SelfAdaptation", "LanguageModel", "TestKit"]),
        tests("CommandTests", ["selkie", "AdapterStore", "TestKit", "TestServer", "ModelFormats"]),
    ]
)
