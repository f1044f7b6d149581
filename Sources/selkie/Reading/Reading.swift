import Documents
import Files
import SelfAdaptation
import Text

/// What was understood of what the user named.
struct Reading: Encodable {
    /// A passage as it would be learned.
    struct Passage: Encodable {
        let title: String
        @Nullable var heading: String?
        let text: String
        let start: Int
        let end: Int
        @Nullable var page: Int?
        let tokens: Int
    }

    /// What is not in the text.
    struct Omission: Encodable {
        let what: String
        @Nullable var place: String?
        let reason: String
    }

    /// A document that was read.
    struct Entry: Encodable {
        let file: String
        let format: String
        let title: String
        let digest: String
        let passages: [Passage]
        let leftOut: [Omission]

        enum CodingKeys: String, CodingKey {
            case file, format, title, digest, passages
            case leftOut = "left_out"
        }
    }

    /// A file that was not.
    struct Refusal: Encodable {
        let file: String
        let reason: String
        let remedy: String
    }

    private(set) var documents: [Entry] = []
    private(set) var refused: [Refusal] = []

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
                digest: SHA256.hexadecimal(of: document.text.utf8), passages: passages,
                leftOut: document.leftOut.map { Omission(what: $0.what, place: $0.place, reason: $0.reason) })
        )
    }

    /// Adds a file that was refused, with why.
    mutating func refuse(_ error: Diagnosis) {
        let reason = [error.place, error.problem].filter { !$0.isEmpty }.joined(separator: ": ")
        refused.append(Refusal(file: error.file, reason: reason, remedy: error.spoken.remedy))
    }
}

/// A value that is written as null, rather than left out, where there is none.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
    let wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}
