import Documents
import Files
import Text

extension Document {
    /// SHA-256 of its text, in hexadecimal: a document's identity.
    var digest: String { SHA256.hexadecimal(of: text.utf8) }

    /// The document in pieces that are learned by themselves, with their places, by the measure of the model that learns.
    func passages(_ measure: TextMeasure) -> [DocumentPassage] {
        ContextSplitter(measure: measure).passages(
            title: title,
            sections: sections.map { DocumentSection(headingPath: $0.headingPath, text: $0.text) })
    }

    /// The document in pieces that are learned by themselves.
    func contexts(_ measure: TextMeasure) -> [Context] { passages(measure).map(\.context) }
}
