/// What the environment says about the Hugging Face hub, read as the hub's own client reads it.
struct HubEnvironment {
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
