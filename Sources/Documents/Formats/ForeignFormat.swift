/// Formats that users hand over and that are not read, each with what makes a document of it.
enum ForeignFormat: String, Sendable, CaseIterable {
    case docx = "a Word document (DOCX)"
    case odt = "an OpenDocument text (ODT)"
    case epub = "an electronic book (EPUB)"
    case rtf = "a document in Rich Text Format (RTF)"
    case doc = "an old Word document (DOC)"
    case slides = "slides (PPTX, ODP or PPT)"
    case spreadsheet = "a spreadsheet (XLSX, ODS or XLS)"
    case postScript = "a PostScript file"
    case djvu = "a DjVu file"
    case xml = "XML that is no page"
    case image = "an image"
    case media = "sound or video"
    case archive = "an archive"
    case compressed = "a compressed file"
    case program = "a program"
    case model = "a model's weights"
    case table = "a Parquet file"
    case database = "a database"

    /// What to do with a file of this kind; commands work as they stand, in a shell.
    func remedy(for file: String) -> String {
        let input = ShellName.word(file)
        func output(_ ending: String) -> String { ShellName.output(for: file, ending: ending) }
        func conversion(_ package: String, _ command: String) -> String {
            "convert it (Debian: apt-get install \(package)): \(command)"
        }
        switch self {
        case .docx, .odt, .epub, .rtf:
            let format = String(describing: self)
            return conversion("pandoc", "pandoc -f \(format) -t gfm -o \(output(".md")) \(input)")
        case .doc: return conversion("antiword", "antiword -m UTF-8 \(input) > \(output(".txt"))")
        case .slides, .spreadsheet:
            // Tables stay tables in a page. The program writes over what has the name: hence a folder of its own.
            let target = self == .slides ? "pdf" : "html"
            let folder = output("-\(target)")
            return conversion(
                "libreoffice", "soffice --headless --convert-to \(target) --outdir \(folder) \(input)")
        case .postScript: return conversion("ghostscript", "ps2pdf \(input) \(output(".pdf"))")
        case .djvu: return conversion("djvulibre-bin", "djvutxt \(input) \(output(".txt"))")
        case .xml:
            return conversion(
                "libxml2-utils", "xmllint --nocdata --xpath '//text()' \(input) > \(output(".html"))")
        case .image:
            return "if it shows text, recognise it (Debian: apt-get install tesseract-ocr): "
                + "tesseract \(input) - > \(output(".txt"))"
        case .media: return "give a transcript of it as text"
        case .archive: return "unpack it and name the folder"
        case .compressed: return "unpack it and name what was in it"
        case .program: return "give the document that describes it"
        case .model: return "give it as the model; what is learned is a document"
        case .table, .database: return "give the text that is to be learned in a file of its own"
        }
    }
}
