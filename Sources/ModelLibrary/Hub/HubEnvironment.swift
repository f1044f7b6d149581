import Files
import Foundation

/// What the environment says about the Hugging Face hub, read as the hub's own client reads it.
struct HubEnvironment: Sendable {
    private let variables: [String: String]

    /// Reads the process's environment.
    init(_ variables: [String: String]) { self.variables = variables }

    /// The user's home folder.
    var userHome: String? { value("HOME") }

    /// The hub's folder: `HF_HOME`, or `huggingface` among the user's caches.
    private var home: String? {
        directory("HF_HOME") ?? caches.map { $0 + "/huggingface" }
    }

    /// The folder of the user's caches.
    var caches: String? { directory("XDG_CACHE_HOME") ?? userHome.map { $0 + "/.cache" } }

    /// The cache of downloaded models.
    var cache: String? {
        directory("HF_HUB_CACHE") ?? directory("HUGGINGFACE_HUB_CACHE") ?? home.map { $0 + "/hub" }
    }

    /// The hub's address, without a slash at its end.
    var endpoint: String {
        var address = value("HF_ENDPOINT") ?? "https://huggingface.co"
        while address.hasSuffix("/") { address.removeLast() }
        return address
    }

    /// Whether the user wants nothing to be asked for.
    var isOffline: Bool {
        ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"].contains { name in
            ["1", "on", "yes", "true"].contains(value(name)?.lowercased() ?? "")
        }
    }

    /// How long the hub may be silent: `HF_HUB_DOWNLOAD_TIMEOUT` in seconds, else a minute.
    var patience: Duration {
        let seconds = value("HF_HUB_DOWNLOAD_TIMEOUT").flatMap(Int.init) ?? 60
        return .seconds(min(max(1, seconds), 86_400))
    }

    /// The user's secret: `HF_TOKEN`, else what the hub's client left in its file when the user logged in.
    var token: String? {
        let given = value("HF_TOKEN") ?? value("HUGGING_FACE_HUB_TOKEN") ?? storedToken
        let token = given?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return token.isEmpty ? nil : token
    }

    private var storedToken: String? {
        guard let path = directory("HF_TOKEN_PATH") ?? home.map({ $0 + "/token" }) else { return nil }
        guard let size = FileStamp(path)?.size, size <= 4096 else { return nil }
        return try? String(contentsOfFile: path, encoding: .utf8)
    }

    /// A folder that a variable names; `~` at its beginning is the user's home.
    func directory(_ variable: String) -> String? {
        guard let path = value(variable) else { return nil }
        guard path == "~" || path.hasPrefix("~/"), let userHome else { return path }
        return userHome + path.dropFirst()
    }

    /// A variable that is set to something.
    private func value(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
