import Files
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

extension DocumentReader {
    /// The most that is taken of poppler's description of a layout, in bytes: some 5,000 pages.
    private static let layoutLimit = 256 << 20

    /// Reads a PDF by the layout that poppler's `pdftotext` finds in it.
    ///
    /// The program is asked rather than its library: a damaged or hostile file then ends that program and not this
    /// one, nothing more is linked, and where words stand is all that the library would tell as well. The tool
    /// opens the file itself: a tool that gives up early would leave a pipe without a reader, and writing to that
    /// ends the program.
    func readPDF(_ bytes: [UInt8], name: String, source: String) async throws(Diagnosis) -> Document? {
        guard source == "-" else {
            // The full path cannot be taken for an option.
            return try await readPDF(at: URL(filePath: source).path, name: name, source: source)
        }
        let copy = FileManager.default.temporaryDirectory.appending(path: "selkie-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: copy) }
        do {
            try Data(bytes).write(to: copy)
        } catch {
            throw Diagnosis(
                .unreadable, file: "standard input", problem: "no room for a copy in \(copy.path)",
                remedy: "free some space, or name the file on the command line")
        }
        return try await readPDF(at: copy.path, name: name, source: source)
    }

    private func readPDF(at path: String, name: String, source: String) async throws(Diagnosis)
        -> Document?
    {
        let layout = PDFLayout(
            parsing: try await layout(of: path, file: source == "-" ? "standard input" : source))
        let text = PDFText(layout)
        var builder = DocumentBuilder()
        var page = 0
        for block in text.blocks {
            if block.page != page {
                page = block.page
                builder.add(.page(page))
            }
            builder.add(block.documentBlock)
        }
        for (reason, pages) in text.leftOut {
            let place =
                pages.count == 1
                ? "page \(pages.lowerBound)" : "pages \(pages.lowerBound) to \(pages.upperBound)"
            let what =
                reason == PDFMargins.contents
                ? "tables of contents and indexes" : "running heads and page numbers"
            builder.leaveOut(Document.Omission(what: what, place: place, reason: reason))
        }
        return builder.document(title: PDFTitle.title(layout.title), name: name, source: source)
    }

    private func layout(of path: String, file: String) async throws(Diagnosis) -> [UInt8] {
        let variables = Environment.custom(
            Dictionary(
                uniqueKeysWithValues: environment.compactMap { key, value in
                    Environment.Key(rawValue: key).map { ($0, value) }
                }))
        do {
            let result = try await run(
                Executable.name("pdftotext"),
                arguments: ["-bbox-layout", "-enc", "UTF-8", path, "-"], environment: variables,
                output: .bytes(limit: Self.layoutLimit), error: .string(limit: 1 << 16))
            guard result.terminationStatus.isSuccess else {
                throw Self.refusal(file, complaint: result.standardError)
            }
            return result.standardOutput
        } catch let error as Diagnosis {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Diagnosis(
                .toolMissing, file: file,
                problem: "pdftotext is needed to read PDF files and is not installed",
                remedy: "install poppler (Debian: apt-get install poppler-utils; macOS: brew install poppler)"
            )
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw Diagnosis(
                .limitExceeded, file: file, problem: "holds more than some 5000 pages of text",
                remedy: "split it, for example with qpdf --split-pages=1000 IN.pdf OUT.pdf")
        } catch {
            throw Diagnosis(
                .toolFailed, file: file, problem: "pdftotext could not be run",
                remedy: "try pdftotext by hand to see why")
        }
    }

    private static func refusal(_ file: String, complaint: String) -> Diagnosis {
        complaint.contains("Incorrect password")
            ? Diagnosis(
                .toolFailed, file: file, problem: "protected by a password",
                remedy: "take it off with qpdf --password=PASSWORD --decrypt IN.pdf OUT.pdf")
            : Diagnosis(
                .toolFailed, file: file, problem: "pdftotext cannot read it",
                remedy: "check that the PDF was copied or downloaded whole; qpdf IN.pdf OUT.pdf mends some")
    }
}
