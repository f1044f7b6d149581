import Foundation

/// Reads Jupyter notebooks: prose as Markdown, code as it is, and what code printed, as far as it is text.
enum NotebookReader {
    /// Whether JSON is a notebook's.
    static func isNotebook(_ value: Any) -> Bool {
        guard let notebook = value as? [String: Any], notebook["nbformat"] is NSNumber else { return false }
        return notebook["cells"] is [Any] || notebook["worksheets"] is [Any]
    }

    /// Makes a document of a notebook's JSON; nil when there is no text in it.
    static func document(of text: String, name: String, source: String) -> Document? {
        guard let notebook = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
            return nil
        }
        var builder = DocumentBuilder()
        for (index, cell) in cells(of: notebook).enumerated() {
            switch cell["cell_type"] as? String {
            case "markdown":
                let parts = MarkdownReader.parts(of: joined(cell["source"]))
                for block in parts.blocks { builder.add(block) }
                for omission in parts.leftOut {
                    let place = ["cell \(index + 1)", omission.place].compactMap { $0 }.joined(
                        separator: ", ")
                    builder.leaveOut(.init(what: omission.what, place: place, reason: omission.reason))
                }
            case "heading":
                let level = (cell["level"] as? NSNumber)?.intValue ?? 1
                builder.add(.heading(level: min(max(level, 1), 6), joined(cell["source"])))
            default:
                builder.add(.preformatted(joined(cell["source"] ?? cell["input"])))
                var others = 0
                for output in cell["outputs"] as? [Any] ?? [] {
                    if let text = NotebookOutput.text(of: output) {
                        builder.add(.preformatted(text))
                    } else {
                        others += 1
                    }
                }
                if others > 0 {
                    let what = others == 1 ? "an output" : "\(others) outputs"
                    builder.leaveOut(
                        .init(what: what, place: "cell \(index + 1)", reason: "no text is in it"))
                }
            }
        }
        let title = (notebook["metadata"] as? [String: Any])?["title"] as? String
        return builder.document(title: title, name: name, source: source)
    }

    /// The cells; those of the format's third version stand in worksheets.
    private static func cells(of notebook: [String: Any]) -> [[String: Any]] {
        let lists = (notebook["worksheets"] as? [Any] ?? []).map { ($0 as? [String: Any])?["cells"] }
        return ([notebook["cells"]] + lists).flatMap { $0 as? [Any] ?? [] }.compactMap {
            $0 as? [String: Any]
        }
    }

    /// Text that is one string, or a list of its lines.
    static func joined(_ value: Any?) -> String {
        (value as? String) ?? (value as? [Any] ?? []).compactMap { $0 as? String }.joined()
    }
}
