import Files
import Foundation
public import LanguageModel
import ModelFormats

/// An adapter that was loaded for a base.
public struct LoadedAdapter: Sendable {
    /// The adapter.
    public let adapter: Adapter
    /// What the user should know of it; nil when all is well.
    public let warning: String?
}

extension AdapterStore {
    /// The folder of an adapter that was found.
    public func path(of reference: AdapterReference) -> String {
        switch reference {
        case .stored(let record): folder(of: record)
        case .folder(let path): path
        }
    }

    /// Loads an adapter for a base.
    ///
    /// A folder that another program made says nothing of its base's numbers; it is taken when its shapes fit,
    /// with a warning.
    ///
    /// - Parameters:
    ///   - reference: What ``find(_:)`` found.
    ///   - configuration: The base's configuration.
    ///   - baseDigest: The base's digest.
    /// - Returns: The adapter, and a warning when its base is not known for sure.
    /// - Throws: `Diagnosis` with `.otherBase` for an adapter of another base, with `.wrongShape`, or for
    ///   a damaged folder.
    public func load(
        _ reference: AdapterReference, for configuration: ModelConfiguration, baseDigest: String
    ) throws -> LoadedAdapter {
        let path = path(of: reference)
        let folder = try AdapterFolder(path: path)
        var noted = folder.provenance?["base_digest"]?.string
        var name = folder.provenance?["base_name"]?.string ?? folder.config.baseModelHint ?? ""
        if case .stored(let record) = reference {
            noted = record.baseDigest
            name = record.baseName
        }
        if let noted, noted != baseDigest {
            throw Diagnosis(
                .otherBase, file: path,
                problem:
                    "the adapter belongs to the base \(Self.short(noted)), this one is \(Self.short(baseDigest))",
                remedy: name.isEmpty ? "use the model it was trained on" : "use the model \(printable(name))")
        }
        let adapter = try Adapter(folder, for: configuration)
        let warning =
            noted == nil
            ? "\(path): the adapter does not say which base it belongs to; it fits this one by its shapes alone"
            : nil
        return LoadedAdapter(adapter: adapter, warning: warning)
    }

    /// The first digits of a digest, enough to tell bases apart.
    private static func short(_ digest: String) -> String { printable(String(digest.prefix(12))) + "…" }
}
