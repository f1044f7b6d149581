import Foundation

/// The folder in which the program keeps models, adapters and its database.
///
/// Nothing is made until something is put there, so that a command that only reads leaves no trace.
package struct SelkieHome: Sendable, Equatable {
    /// The folder itself, an absolute path.
    package let path: String
    /// What a command that is suggested to the user needs so as to mean this home, with a space before it; empty where it
    /// was not named on the command line.
    let flag: String

    /// Decides which folder it is: `--home`, else `SELKIE_HOME`, else `$XDG_DATA_HOME/selkie`, else
    /// `~/.local/share/selkie`.
    ///
    /// - Parameters:
    ///   - chosen: what the user gave with `--home`.
    ///   - environment: the process's environment.
    package init(chosen: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment) {
        let named = [chosen, environment["SELKIE_HOME"]].compactMap { $0 }.first { !$0.isEmpty }
        flag = chosen.map { $0.isEmpty ? "" : $0.contains(" ") ? " --home '\($0)'" : " --home \($0)" } ?? ""
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
    /// Where datasets are kept.
    package var datasets: String { path + "/datasets" }

    /// Makes a folder of this home, and those above it, unless it is there.
    ///
    /// - Throws: ``ModelLibraryError`` with `.cannotCreate` or `.inputOutput`.
    package func make(_ folder: String) throws(ModelLibraryError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            var cause: any Error = error
            while let next = (cause as NSError).userInfo[NSUnderlyingErrorKey] as? any Error { cause = next }
            let number =
                (cause as NSError).domain == NSPOSIXErrorDomain ? Int32((cause as NSError).code) : nil
            throw SystemCall.failure(folder, number: number ?? Self.number(for: error))
        }
    }

    /// Foundation's own words for the commonest reasons.
    private static func number(for error: any Error) -> Int32 {
        switch (error as? CocoaError)?.code {
        case .fileWriteVolumeReadOnly: EROFS
        case .fileWriteNoPermission: EACCES
        case .fileWriteOutOfSpace: ENOSPC
        case .fileWriteFileExists: EEXIST
        case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
        default: ENOTDIR
        }
    }
}
