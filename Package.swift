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
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let filePaths = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
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
        .library(name: "SelfAdaptation", targets: ["SelfAdaptation", "Grading", "Text"]),
        .library(name: "LanguageModel", targets: ["LanguageModel", "Tokenizers"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
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
        library("Files", ["CCrypto"]),
        library("ModelFormats", ["Files"]),
        library("Tokenizers", ["Files", heap]),
        library("LanguageModel", ["Kernels", "COneDNN", "Files", "ModelFormats", "Tokenizers"]),
        library("Text"),
        library("Grading", ["Files", "Text"]),
        library("SelfAdaptation", ["Files", "Grading", "LanguageModel", "Text", "Tokenizers"]),
        library("HTTPTransport", ["CCurl"]),
        library("RemoteModels", ["Files", "SelfAdaptation", "Grading", "LanguageModel", "HTTPTransport"]),
        library(
            "Memory", ["Files", "SelfAdaptation", "LanguageModel", "ModelFormats", "Text", database]),
        library("ModelLibrary", ["Files", "ModelFormats", "HTTPTransport", subprocess]),
        library("Documents", ["Files", "BoundedGumbo", "CCmark", "CExpat", subprocess]),
        library("Console", ["Files", "Text"]),
        library(
            "Reports", ["Files", "SelfAdaptation", "LanguageModel", "Text", mustache, subprocess]),
        .target(
            name: "Workbench",
            dependencies: [
                "Documents", "Files", "Grading", "Kernels", "LanguageModel", "Memory", "ModelFormats",
                "ModelLibrary",
                "RemoteModels", "Reports", "SelfAdaptation", "Text", "Tokenizers", configuration, filePaths,
            ],
            resources: [.copy("Readers")], swiftSettings: settings),
        library(
            "SelkieServer",
            ["Files", "LanguageModel", "Memory", "Tokenizers", "Workbench", httpServer, bytes, logging]),
        .executableTarget(
            name: "selkie",
            dependencies: [
                "SelkieServer", "Memory", "Console", "Documents", "Files", "Grading", "LanguageModel",
                "ModelLibrary",
                "RemoteModels", "Reports", "SelfAdaptation", "Text", "Tokenizers", "Workbench",
                argumentParser,
            ],
            swiftSettings: settings),

        .target(
            name: "TestKit", dependencies: ["Files", "LanguageModel", "ModelFormats", "Text"],
            path: "Tests/TestKit",
            swiftSettings: settings),
        .target(
            name: "TestServer", dependencies: ["Files", httpServer, bytes, logging],
            path: "Tests/TestServer",
            swiftSettings: settings),
        tests("KernelsTests", ["Kernels"]),
        tests("FilesTests", ["Files", "TestKit"]),
        tests("ModelFormatsTests", ["Files", "ModelFormats", "TestKit"]),
        tests("TokenizersTests", ["Files", "Tokenizers"]),
        tests(
            "LanguageModelTests",
            ["Files", "LanguageModel", "Kernels", "ModelFormats", "ModelLibrary", "Tokenizers"]),
        tests("TextTests", ["Text", "Tokenizers", "TestKit"]),
        tests("GradingTests", ["Files", "Grading", "TestKit"]),
        tests(
            "SelfAdaptationTests",
            [
                "Files", "SelfAdaptation", "Grading", "LanguageModel", "Reports", "Text", "Tokenizers",
                "TestKit",
            ]),
        tests("HTTPTransportTests", ["HTTPTransport", "TestServer"]),
        tests(
            "RemoteModelsTests",
            ["Files", "RemoteModels", "SelfAdaptation", "Grading", "LanguageModel", "TestServer"]),
        tests(
            "MemoryTests",
            [
                "Files", "Memory", "LanguageModel", "ModelFormats", "SelfAdaptation", "TestKit", "Text",
                database,
            ]),
        tests("ModelLibraryTests", ["Files", "ModelLibrary", "TestServer"]),
        tests("DocumentsTests", ["Files", "Documents"]),
        tests("ConsoleTests", ["Files", "Console", "Text"]),
        tests("ReportsTests", ["Files", "Reports", "SelfAdaptation", "LanguageModel", "TestKit"]),
        tests(
            "WorkbenchTests",
            [
                "Files", "LanguageModel", "Memory", "ModelFormats", "ModelLibrary", "SelfAdaptation",
                "TestKit",
                "Workbench",
            ]),
        tests(
            "ServerTests",
            [
                "Files", "Memory", "ModelLibrary", "SelfAdaptation", "SelkieServer", "TestKit", "Workbench",
            ]),
        tests(
            "CommandTests",
            ["Files", "selkie", "Memory", "TestKit", "TestServer", "ModelFormats", database]),
    ]
)
