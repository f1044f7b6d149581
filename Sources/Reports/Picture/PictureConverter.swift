package import Files
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Makes a PNG of an SVG with librsvg's `rsvg-convert`.
package struct PictureConverter: Sendable {
    private static let tool = "rsvg-convert"
    private static let limit = 64 << 20

    private let environment: [String: String]

    /// A converter that looks for the program in the environment's `PATH`.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// The picture with two pixels for each unit of the drawing, so that it is sharp on a fine screen.
    ///
    /// - Throws: `Diagnosis` when the program is missing or gives up.
    package func png(_ svg: String) async throws(Diagnosis) -> [UInt8] {
        // The program opens a file: one that gives up early would leave a pipe without a reader.
        let copy = FileManager.default.temporaryDirectory.appending(path: "selkie-\(UUID().uuidString).svg")
        defer { try? FileManager.default.removeItem(at: copy) }
        do {
            try Data(svg.utf8).write(to: copy)
        } catch {
            throw Diagnosis(
                .diskFull, file: copy.path, problem: "no room for a temporary file",
                remedy: "free some space")
        }
        return try await convert(copy.path)
    }

    private func convert(_ path: String) async throws(Diagnosis) -> [UInt8] {
        let variables = environment.compactMap { key, value in
            Environment.Key(rawValue: key).map { ($0, value) }
        }
        do {
            let result = try await run(
                .name(Self.tool), arguments: ["--zoom", "2", "--format", "png", path],
                environment: .custom(Dictionary(uniqueKeysWithValues: variables)),
                output: .bytes(limit: Self.limit), error: .discarded)
            guard result.terminationStatus.isSuccess else {
                throw failure("cannot draw the chart")
            }
            return result.standardOutput
        } catch let error as Diagnosis {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Diagnosis(
                .toolMissing, file: Self.tool,
                problem: "is needed to write PNG files and is not installed",
                remedy:
                    "install librsvg (Debian: apt-get install librsvg2-bin; macOS: brew install librsvg), or do without the picture",
                step: .omitPicture)
        } catch {
            throw failure("could not be run")
        }
    }

    private func failure(_ problem: String) -> Diagnosis {
        Diagnosis(
            .drawingFailed, file: Self.tool, problem: problem, remedy: "try it by hand to see why")
    }
}
