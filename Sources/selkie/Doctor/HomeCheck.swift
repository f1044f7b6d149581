import Files
import Foundation
import ModelLibrary

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks whether models and adapters could be kept, and leaves no trace.
enum HomeCheck {
    /// The home folder, or where it would be made.
    static func check(_ home: SelkieHome) -> Check {
        let name = "home folder"
        let remedy = "make it writable, or choose another with --home or SELKIE_HOME"
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: home.path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue { return .fail(name, "\(home.path) is a file", remedy: remedy) }
        var folder = URL(filePath: home.path)
        while folder.pathComponents.count > 1, !FileManager.default.fileExists(atPath: folder.path) {
            folder.deleteLastPathComponent()
        }
        guard access(folder.path, W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            return .fail(name, "\(folder.path) cannot be written to: \(reason)", remedy: remedy)
        }
        return .ok(name, exists ? home.path : "\(home.path), to be made when needed")
    }
}
