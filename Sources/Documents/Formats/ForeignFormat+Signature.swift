import Foundation

extension ForeignFormat {
    /// First bytes that say what a file is.
    private static let signatures: [(bytes: [UInt8], format: ForeignFormat)] = [
        (Array("{\\rtf".utf8), .rtf), (Array("%!PS".utf8), .postScript), (Array("AT&TFORM".utf8), .djvu),
        (Array("PAR1".utf8), .table), (Array("SQLite format 3".utf8), .database),
        (Array("GGUF".utf8), .model),
        ([0x89] + Array("PNG".utf8), .image), ([0xFF, 0xD8, 0xFF], .image), (Array("GIF8".utf8), .image),
        ([0x49, 0x49, 0x2A, 0x00], .image), ([0x4D, 0x4D, 0x00, 0x2A], .image),
        ([0x00, 0x00, 0x01, 0x00], .image), (Array("8BPS".utf8), .image),
        (Array("ID3".utf8), .media), (Array("OggS".utf8), .media), (Array("fLaC".utf8), .media),
        ([0x1A, 0x45, 0xDF, 0xA3], .media),
        ([0x1F, 0x8B], .compressed), (Array("BZh".utf8), .compressed),
        ([0xFD] + Array("7zXZ".utf8), .compressed),
        ([0x28, 0xB5, 0x2F, 0xFD], .compressed),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive), (Array("Rar!".utf8), .archive),
        (Array("!<arch>\n".utf8), .archive),
        ([0x7F] + Array("ELF".utf8), .program), ([0xCF, 0xFA, 0xED, 0xFE], .program),
        (Array("BM".utf8), .image), (Array("MZ".utf8), .program),
        ([0xCA, 0xFE, 0xBA, 0xBE], .program), ([0x00] + Array("asm".utf8), .program),
    ]

    /// The format that a file's bytes are in; none for text and what is not known.
    init?(contents bytes: [UInt8]) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = Self.packed(bytes)
        } else if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = Self.compound(bytes)
        } else if let found = Self.signatures.first(where: { Self.begins(start, with: $0) }) {
            self = found.format
        } else if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) {
            self = .archive
        } else if bytes.count > 12, bytes.starts(with: "RIFF".utf8) {
            self = bytes[8..<12].elementsEqual("WEBP".utf8) ? .image : .media
        } else if bytes.count > 12, bytes[4..<8].elementsEqual("ftyp".utf8) {
            self =
                ["heic", "heix", "avif", "mif1"].contains { bytes[8..<12].elementsEqual($0.utf8) }
                ? .image : .media
        } else if Self.isSafetensors(bytes) {
            self = .model
        } else {
            return nil
        }
    }

    /// Whether bytes begin with a signature; letters alone may begin a text, too, unless control characters follow.
    private static func begins(
        _ start: ArraySlice<UInt8>, with signature: (bytes: [UInt8], format: ForeignFormat)
    ) -> Bool {
        guard start.starts(with: signature.bytes) else { return false }
        return signature.format == .rtf || signature.format == .postScript
            || signature.bytes.contains { $0 < 0x20 || $0 > 0x7E }
            || start.prefix(1024).contains { $0 < 0x09 || $0 > 0x0D && $0 < 0x1B }
    }

    /// What an ending promises, for files whose contents say too little.
    init?(fileExtension: String) {
        switch fileExtension {
        case "docx", "docm": self = .docx
        case "odt": self = .odt
        case "epub": self = .epub
        case "rtf": self = .rtf
        case "doc": self = .doc
        case "pptx", "ppt", "odp": self = .slides
        case "xlsx", "xls", "ods": self = .spreadsheet
        case "ps", "eps": self = .postScript
        case "djvu", "djv": self = .djvu
        case "xml": self = .xml
        case "png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "svg", "ico", "heic", "avif":
            self = .image
        case "mp3", "mp4", "wav", "ogg", "flac", "mkv", "mov", "avi", "webm", "m4a": self = .media
        case "zip", "tar", "7z", "rar", "tgz": self = .archive
        case "gz", "xz", "bz2", "zst": self = .compressed
        case "exe", "so", "dll", "o", "a", "wasm", "class": self = .program
        case "gguf", "safetensors": self = .model
        case "parquet": self = .table
        case "db", "sqlite", "sqlite3": self = .database
        default: return nil
        }
    }

    /// What is in a ZIP archive: OpenDocument and EPUB say so in their first entry, Office by its folders.
    private static func packed(_ bytes: [UInt8]) -> ForeignFormat {
        let start = bytes.prefix(256)
        for (type, format) in [
            ("application/epub+zip", ForeignFormat.epub), ("opendocument.text", .odt),
            ("opendocument.presentation", .slides), ("opendocument.spreadsheet", .spreadsheet),
        ] where start.firstRange(of: Array(type.utf8)) != nil {
            return format
        }
        for (name, format) in [
            ("word/document.xml", ForeignFormat.docx), ("ppt/presentation.xml", .slides),
            ("xl/workbook", .spreadsheet),
            ("META-INF/container.xml", .epub),
        ] where contains(bytes, Array(name.utf8)) {
            return format
        }
        return .archive
    }

    /// What is in a compound file of old Office programs, by the names of its streams.
    private static func compound(_ bytes: [UInt8]) -> ForeignFormat {
        func has(_ name: String) -> Bool {
            contains(bytes, name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        }
        return has("PowerPoint Document") ? .slides : has("Workbook") || has("Book") ? .spreadsheet : .doc
    }

    /// Eight bytes with the length of a JSON object, and the object.
    private static func isSafetensors(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 10, bytes[8] == UInt8(ascii: "{"), bytes[9] == UInt8(ascii: "\"") else {
            return false
        }
        return bytes[4..<8].allSatisfy { $0 == 0 }
    }

    private static func contains(_ bytes: [UInt8], _ pattern: [UInt8]) -> Bool {
        Data(bytes).range(of: Data(pattern)) != nil
    }
}
