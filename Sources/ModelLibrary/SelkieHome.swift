package import Files
import Foundation

/// The folder in which the program keeps models, adapters and its database.
///
/// Nothing is made until something is put there, so that a command that only reads leaves no trace.
package struct SelkieHome: Sendable, Equatable {
    /// The folder itself, an absolute path.
    package let path: String
    /// Decides which folder it is: `--home`, else `SELKIE_HOME`, else `$XDG_DATA_HOME/selkie`, else
    /// `~/.local/share/selkie`.
    ///
    /// - Parameters:
    ///   - chosen: what the user gave with `--home`.
    ///   - environment: the process's environment.
    package init(chosen: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment) {
        let named = [chosen, environment["SELKIE_HOME"]].compactMap { $0 }.first { !$0.isEmpty }
        if let named {
            path = URL(filePath: named, directoryHint: .notDirectory).standardizedFileURL.path
        } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            path = data + "/selkie"
        } else {
            path = (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/selkie"
        }
    }

    /// Where models are kept.
    package var models: String { path + "/models" }
    /// Digests of models that were read whole before.
    package var digests: DigestCache { DigestCache(home: path) }
    /// Where datasets are kept.
    package var datasets: String { path + "/datasets" }

    /// Keeps two processes from pulling into the same folder; given up when the process ends, however it ends.
    ///
    /// - Throws: `Diagnosis` with `.busy` when another process holds it.
    static func pullLock(_ folder: String) throws(Diagnosis) -> FileLock {
        try FileLock.hold(
            folder + "/.lock",
            orElse: Diagnosis(
                .busy, file: folder, problem: "another pull is going on",
                remedy: "wait for it to end and run this one again"))
    }

    /// Makes a folder of this home, and those above it, unless it is there.
    ///
    /// - Throws: `Diagnosis` with why it cannot be made.
    package func make(_ folder: String) throws(Diagnosis) { try makeHomeFolders(folder) }
}
