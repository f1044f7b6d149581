import Configuration
import Files
import Foundation
package import ModelLibrary
import SystemPackage

/// What holds for all work unless a request says otherwise.
package struct Settings: Sendable, Equatable {
    /// The model that computes, by name or place.
    package var model: String?
    /// Threads that compute.
    package var threads: Int?
    /// Bytes that a process may come to.
    package var memory: Int?

    /// The most threads that can be asked for.
    package static let mostThreads = 256
    /// The file's name in the home folder.
    package static let fileName = "selkie.yaml"

    /// Nothing is set.
    package init() {}

    /// What variables that begin with `SELKIE_` say, then `selkie.yaml` in the home folder.
    ///
    /// - Throws: `Diagnosis` for a file that is no YAML of settings, or a value that can't be meant.
    package init(home: SelkieHome, environment: [String: String]) async throws {
        let path = home.path + "/" + Self.fileName
        var providers: [any ConfigProvider] = []
        let lines = Self.lines(path)
        if lines.map({ !$0.isEmpty }) ?? FileManager.default.fileExists(atPath: path) {
            do {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
            } catch {
                let isReadable = FileManager.default.isReadableFile(atPath: path)
                throw Diagnosis(
                    file: path, problem: isReadable ? "is no YAML of settings" : "can't be read",
                    remedy: isReadable
                        ? "write lines such as 'threads: 4', or remove it"
                        : "check who may read it and its folder",
                    category: isReadable ? .badData : .noInput)
            }
        }
        for line in lines ?? [] {
            guard let name = line.prefixMatch(of: /([A-Za-z_]\w*)\s*:/)?.1, !Self.names.contains(String(name))
            else { continue }
            throw Diagnosis(
                file: path, place: printable(String(name), limit: 40), problem: "is no setting",
                remedy: "use \(Self.names.joined(separator: ", ")), or remove it")
        }
        let variables = environment.filter { $0.key.hasPrefix("SELKIE_") && !$0.value.isEmpty }
        let environment = EnvironmentVariablesProvider(environmentVariables: variables)
        let reader = ConfigReader(providers: [environment.prefixKeys(with: "selkie")] + providers)
        func value<Value>(
            _ name: String, _ form: String, _ read: (String) -> Value?
        ) async throws -> Value? {
            let text: String
            do {
                guard let given = try await reader.fetchString(forKey: ConfigKey(name)), !given.isEmpty else {
                    return nil
                }
                if let value = read(given) { return value }
                text = "'\(printable(given, limit: 40))'"
            } catch {
                text = "its value"
            }
            let variable = "SELKIE_" + name.uppercased()
            throw Diagnosis(
                file: variables[variable] == nil ? path : "the environment",
                place: variables[variable] == nil ? name : variable,
                problem: "\(text) is no \(form)", remedy: "correct or remove it")
        }
        model = try await value("model", "model") { $0 }
        threads = try await value("threads", "number from 1 to \(Self.mostThreads)") { text in
            Int(text).flatMap { (1...Self.mostThreads).contains($0) ? $0 : nil }
        }
        memory = try await value("memory", "amount such as 4g or 1500m") { MemoryAmount($0)?.bytes }
    }

    /// The settings that there are.
    private static let names = ["model", "threads", "memory"]

    /// The lines of a file that say something; nil where there is no file, or none that can be read.
    ///
    /// A file of nothing but remarks YAML takes for no settings at all.
    private static func lines(_ path: String) -> [String]? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            return !line.isEmpty && !line.hasPrefix("#") && line != "---"
        }
    }
}
