package import Files
package import Foundation

/// Reads what a user names: a file, a folder, or `-` for standard input.
///
/// Everything read is untrusted. The time taken grows in proportion to the size, whatever the contents, and
/// the size is limited; nothing is written and nothing is fetched.
package struct DocumentReader: Sendable {
    /// The largest document, in bytes.
    package static let standardLimit = 64 << 20

    let environment: [String: String]
    let limit: Int
    let standardInput: FileHandle

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - environment: the process's environment; `PATH` is where `pdftotext` is looked for.
    ///   - limit: the largest document, in bytes.
    ///   - standardInput: what `-` means.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        limit: Int = DocumentReader.standardLimit,
        standardInput: FileHandle = .standardInput
    ) {
        self.environment = environment
        self.limit = limit
        self.standardInput = standardInput
    }

    /// Reads a file, all readable files below a folder, or standard input.
    ///
    /// - Parameter name: a path, or `-`.
    /// - Returns: At least one document.
    /// - Throws: `Diagnosis` for a file that cannot be read, and for a folder without any that can.
    package func read(_ name: String) async throws(Diagnosis) -> DocumentBatch {
        if name == "-" { return DocumentBatch(documents: [try await readStandardInput()], skipped: []) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
            throw Diagnosis(
                .notFound, file: name, problem: "no such file or folder", remedy: "check the name")
        }
        if isFolder.boolValue { return try await readFolder(name) }
        return DocumentBatch(documents: [try await readFile(name)], skipped: [])
    }

    /// Reads a text that was handed over under a name, as a file of that name would be read.
    ///
    /// - Parameters:
    ///   - bytes: What a file would hold.
    ///   - name: The file's name.
    ///   - source: Where it is said to come from.
    /// - Returns: The document.
    /// - Throws: `Diagnosis` for what can't be read.
    package func read(
        _ bytes: [UInt8], named name: String, source: String
    ) async throws(Diagnosis) -> Document {
        guard !bytes.isEmpty else { throw Self.isEmpty(name) }
        guard bytes.count <= limit else { throw tooLarge(name) }
        let format = try format(
            FormatRules.decide(ContentKind(bytes), name: NameKind(path: name)), file: name)
        do {
            var document = try await document(
                bytes, format: format, name: Self.readableName(name), source: "-")
            document.source = source
            return document
        } catch {
            var error = error
            if error.file == "standard input" { error.file = name }
            throw error
        }
    }

    private func tooLarge(_ file: String) -> Diagnosis {
        Diagnosis(
            .limitExceeded, file: file, problem: "larger than the limit of \(limit >> 20) MB",
            remedy: "split it into smaller files")
    }

    /// Reads one file of any supported kind.
    ///
    /// Where only its folder was named, its ending must be a known one.
    func readFile(_ path: String, isInFolder: Bool = false) async throws(Diagnosis) -> Document {
        guard let handle = isInFolder ? try Self.openFound(path) : FileHandle(forReadingAtPath: path) else {
            throw Diagnosis(
                .unreadable, file: path, problem: "cannot be opened", remedy: "check who may read it")
        }
        let bytes = try contents(of: handle, file: path)
        let name = NameKind(path: path)
        var decision = FormatRules.decide(ContentKind(bytes), name: name)
        // The exam of a document may lie beside it.
        if isInFolder, [.read(.conversation), .read(.corrections)].contains(decision) { decision = .data }
        if isInFolder, name == .unknown, decision == .read(.text) {
            throw Diagnosis(
                .unsupportedKind, file: path,
                problem: "files ending in .\(URL(filePath: path).pathExtension) are not read in a folder",
                remedy: "name it on the command line if it is text")
        }
        let format = try format(decision, file: path)
        return try await document(
            bytes, format: format, name: Self.readableName(URL(filePath: path).lastPathComponent),
            source: path)
    }

    /// Opens a file that nobody has named so that reading it waits for nobody; nil where it is no regular file by now.
    ///
    /// - Throws: `Diagnosis` for one without contents, by the system's own word: what the kernel shows as files of no
    ///   length may have no end.
    private static func openFound(_ path: String) throws(Diagnosis) -> FileHandle? {
        guard let (descriptor, size) = try? RegularFile.open(path) else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard size > 0 else { throw isEmpty(path) }
        return handle
    }

    private static func isEmpty(_ file: String) -> Diagnosis {
        Diagnosis(
            .empty, file: file, problem: "is empty", remedy: "give a document with something to learn")
    }

    private func readStandardInput() async throws(Diagnosis) -> Document {
        let bytes = try contents(of: standardInput, file: "standard input")
        let decision = FormatRules.decide(ContentKind(bytes), name: .none)
        let format = try format(decision, file: "standard input")
        return try await document(bytes, format: format, name: "Standard input", source: "-")
    }

    /// The format that was decided on.
    private func format(_ decision: FormatRules.Decision, file: String) throws(Diagnosis)
        -> DocumentFormat
    {
        switch decision {
        case .read(let format): return format
        case .refuse(let format):
            throw Diagnosis(
                .unsupportedKind, file: file, problem: "is \(format.rawValue), which is not read",
                remedy: format.remedy(for: file), step: format == .model ? .giveAsModel : nil)
        case .data:
            throw Diagnosis(
                .isData, file: file, problem: "is data in JSON and no document",
                remedy: "train or evaluate with passages and their questions, and give prose in a text file",
                step: .giveAsDataset)
        case .broken(let promised, let remedy):
            throw Diagnosis(
                .binary, file: file, problem: "named as \(promised) and is not one", remedy: remedy)
        }
    }

    /// Makes a document of a file's bytes.
    private func document(
        _ bytes: [UInt8], format: DocumentFormat, name: String, source: String
    ) async throws(Diagnosis) -> Document {
        let file = source == "-" ? "standard input" : source
        let document: Document?
        if format == .pdf {
            document = try await readPDF(bytes, name: name, source: source)
        } else {
            let text = try TextDecoding.text(of: bytes, format: format, file: file)
            switch format {
            case .markdown: document = MarkdownReader.parts(of: text).document(name: name, source: source)
            case .html: document = HTMLReader.parts(of: text).document(name: name, source: source)
            case .notebook: document = NotebookReader.document(of: text, name: name, source: source)
            case .conversation, .corrections:
                document = ConversationReader.document(of: text, as: format, name: name, source: source)
            case .code(let language):
                document = SourceReader.document(
                    of: text, in: language, fileName: URL(filePath: file).lastPathComponent, source: source)
            case .text, .pdf:
                var builder = DocumentBuilder()
                builder.add(.preformatted(text))
                document = builder.document(title: nil, name: name, source: source)
            }
        }
        guard var document else {
            throw Diagnosis(
                .empty, file: file, problem: "no text in it",
                remedy: format == .pdf
                    ? "if it is a scan, run text recognition over it first: ocrmypdf \(ShellName.word(file)) "
                        + ShellName.output(for: file, ending: ".text.pdf")
                    : "give a document with something to learn")
        }
        document.format = format
        return document
    }

    /// Reads to the end or just past the limit, so that an endless file ends too.
    private func contents(of handle: FileHandle, file: String) throws(Diagnosis) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            while bytes.count <= limit, let more = try handle.read(upToCount: 1 << 20), !more.isEmpty {
                bytes += more
            }
        } catch {
            throw Diagnosis(
                .unreadable, file: file, problem: "reading failed", remedy: "check the disk and try again")
        }
        guard !bytes.isEmpty else { throw Self.isEmpty(file) }
        guard bytes.count <= limit else { throw tooLarge(file) }
        return bytes
    }

    /// "wind-gauge_manual.v2.md" is "Wind gauge manual v2".
    static func readableName(_ fileName: String) -> String {
        let stem = URL(filePath: fileName).deletingPathExtension().lastPathComponent
        let words = stem.split { "-_. \t".contains($0) }.joined(separator: " ")
        return words.isEmpty ? fileName : words.prefix(1).uppercased() + words.dropFirst()
    }
}
