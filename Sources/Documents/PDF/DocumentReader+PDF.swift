import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

extension DocumentReader {
    /// Extracts a PDF's text with poppler's `pdftotext` and its title with `pdfinfo`.
    ///
    /// The tools open the file themselves: a tool that gives up early would leave a pipe without a reader, and
    /// writing to that ends the program.
    func readPDF(_ bytes: [UInt8], name: String, source: String) async throws(DocumentError) -> Document? {
        guard source == "-" else {
            // The full path cannot be taken for an option.
            return try await readPDF(at: URL(filePath: source).path, name: name, source: source)
        }
        let copy = FileManager.default.temporaryDirectory.appending(path: "selkie-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: copy) }
        do {
            try Data(bytes).write(to: copy)
        } catch {
            throw DocumentError(
                .unreadable, file: "standard input", problem: "no room for a copy in \(copy.path)",
                remedy: "free some space, or name the file on the command line")
        }
        return try await readPDF(at: copy.path, name: name, source: source)
    }

    private func readPDF(at path: String, name: String, source: String) async throws(DocumentError)
        -> Document?
    {
        let file = source == "-" ? "standard input" : source
        let text = try await output(of: "pdftotext", ["-enc", "UTF-8", "-nopgbrk", path, "-"], file: file)
        // Metadata is a nicety: whatever is wrong with it, the text is there.
        let details = try? await output(of: "pdfinfo", ["-enc", "UTF-8", path], file: file)
        var builder = SectionBuilder()
        for paragraph in PDFText.paragraphs(of: text) { builder.block(paragraph) }
        return builder.document(title: details.flatMap(PDFText.title(in:)), name: name, source: source)
    }

    private func output(
        of tool: String, _ arguments: [String], file: String
    ) async throws(DocumentError) -> String {
        let path = Executable.name(tool)
        let variables = Environment.custom(
            Dictionary(
                uniqueKeysWithValues: environment.compactMap { key, value in
                    Environment.Key(rawValue: key).map { ($0, value) }
                }))
        do {
            let result = try await run(
                path, arguments: Arguments(arguments), environment: variables,
                output: .string(limit: 2 * limit), error: .discarded)
            guard result.terminationStatus.isSuccess else {
                throw DocumentError(
                    .toolFailed, file: file, problem: "\(tool) cannot read it",
                    remedy: "check that the PDF is whole and not protected by a password")
            }
            return result.standardOutput
        } catch let error as DocumentError {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw DocumentError(
                .toolMissing, file: file, problem: "\(tool) is needed to read PDF files and is not installed",
                remedy: "install poppler (Debian: apt-get install poppler-utils; macOS: brew install poppler)"
            )
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw DocumentError(
                .tooLarge, file: file, problem: "holds more than \(2 * limit >> 20) MB of text",
                remedy: "split it into smaller files")
        } catch {
            throw DocumentError(
                .toolFailed, file: file, problem: "\(tool) could not be run",
                remedy: "try \(tool) by hand to see why")
        }
    }
}
