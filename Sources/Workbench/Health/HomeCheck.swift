import Files
import Foundation
import Memory
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
        let remedy = "make it writable, or choose another"
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: home.path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue {
            return .fail(name, "\(home.path) is a file", remedy: remedy, step: .chooseHome)
        }
        if exists, let refusal = refusal(home.path) {
            return .fail(
                name, "\(refusal.file): \(refusal.problem)", remedy: refusal.remedy, step: refusal.step)
        }
        var folder = URL(filePath: home.path)
        while folder.pathComponents.count > 1, !FileManager.default.fileExists(atPath: folder.path) {
            folder.deleteLastPathComponent()
        }
        guard mayWrite(in: folder.path) else {
            return .fail(
                name, "\(folder.path) cannot be written to: \(Diagnosis.systemText(errno))", remedy: remedy,
                step: .chooseHome)
        }
        if let free = freeBytes(at: folder.path), free < Self.leastRoom {
            return .fail(
                name, "\(folder.path): only \(free / 1000) KB are free",
                remedy: "free some space, or \(remedy)", step: .chooseHome)
        }
        return .ok(name, exists ? home.path : "\(home.path), to be made when needed")
    }

    /// Bytes without which hardly anything could be kept.
    private static let leastRoom = 10_000_000

    /// Why what is there cannot be used.
    private static func refusal(_ home: String) -> Diagnosis? {
        do {
            return try AdapterStore(lookingInto: home).refusal
        } catch {
            return error as? Diagnosis
        }
    }
}
