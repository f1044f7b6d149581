import Documents
import Files
import SelfAdaptation
import Text

/// What was understood of what the user named.
package struct Reading: Codable {
    /// A passage as it would be learned.
    package struct Passage: Codable {
        /// Its title.
        package let title: String
        /// The headings over its beginning.
        @Nullable package var heading: String?
        /// The text.
        package let text: String
        /// Where it begins in the document's text, in Unicode scalars.
        package let start: Int
        /// Where it ends there.
        package let end: Int
        /// The page that it begins on.
        @Nullable package var page: Int?
        /// Its size in tokens of the model.
        package let tokens: Int
    }

    /// What is not in the text.
    package struct Omission: Codable {
        /// What it is.
        package let what: String
        /// Where it is.
        @Nullable package var place: String?
        /// Why it is not.
        package let reason: String
    }

    /// A document that was read.
    package struct Entry: Codable {
        /// Where it is.
        package let file: String
        /// What kind of file it is.
        package let format: String
        /// Its title.
        package let title: String
        /// SHA-256 of its text.
        package let digest: String
        /// What would be learned, in order.
        package let passages: [Passage]
        /// What is not in the text.
        package let leftOut: [Omission]

        private enum CodingKeys: String, CodingKey {
            case file, format, title, digest, passages
            case leftOut = "left_out"
        }
    }

    /// A file that was not.
    package struct Refusal: Codable {
        let file: String
        let reason: String
        let remedy: String
    }

    /// What was read.
    package private(set) var documents: [Entry] = []
    /// What was not.
    package private(set) var refused: [Refusal] = []

    /// Adds a document, its passages by a model's measure.
    mutating func add(_ document: Document, _ measure: TextMeasure) {
        let passages = document.passages(measure).map { passage in
            Passage(
                title: passage.context.title,
                heading: passage.headingPath.isEmpty ? nil : passage.headingPath.joined(separator: " > "),
                text: passage.context.text, start: passage.range.lowerBound, end: passage.range.upperBound,
                page: document.page(at: passage.range.lowerBound),
                tokens: measure.size(of: passage.context.text))
        }
        documents.append(
            Entry(
                file: document.source, format: document.format.name, title: document.title,
                digest: document.digest, passages: passages,
                leftOut: document.leftOut.map { Omission(what: $0.what, place: $0.place, reason: $0.reason) })
        )
    }

    /// Adds a file that was refused, with why, in the words of whoever offers the workbench.
    mutating func refuse(_ error: Diagnosis, _ wording: (Diagnosis) -> Diagnosis) {
        let reason = [error.place, error.problem].filter { !$0.isEmpty }.joined(separator: ": ")
        refused.append(Refusal(file: error.file, reason: reason, remedy: wording(error).remedy))
    }
}

/// A value that is written as null, rather than left out, where there is none.
@propertyWrapper
package struct Nullable<Value: Codable>: Codable {
    /// The value; none for null.
    package let wrappedValue: Value?

    /// A value, or null.
    package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Reads a value, or null.
    package init(from decoder: any Decoder) throws {
        wrappedValue = try decoder.singleValueContainer().decode(Value?.self)
    }

    /// Writes the value, or null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension Nullable: Sendable where Value: Sendable {}
