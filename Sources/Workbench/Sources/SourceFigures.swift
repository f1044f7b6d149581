import Foundation
package import Memory

/// A source as it is listed.
package struct SourceFigures: Codable, Sendable {
    /// Its number.
    package let id: Int64
    /// What it is.
    package let kind: SourceRecord.Kind
    /// What it is called.
    package let title: String
    /// The file that it was read from, or `-`.
    package let file: String
    /// When it was first known, by ISO 8601.
    package let added: String
    /// How far it is trusted.
    package let trust: Trust
    /// How much of it is in weights.
    package let state: SourceRecord.State
    /// Passages that stand.
    package let passages: Int
    /// Those that are answered from weights.
    package let learned: Int
    /// Those that wait to be taught.
    package let pending: Int
    /// Passages that it does not have any longer.
    package let retired: Int
    /// Characters of the passages that stand.
    package let characters: Int

    init(_ source: SourceRecord) {
        id = source.id
        kind = source.kind
        title = source.title
        file = source.place
        added = source.added.formatted(.iso8601)
        trust = source.trust
        state = source.state
        passages = source.passages
        learned = source.learned
        pending = source.pending
        retired = source.retired
        characters = source.characters
    }
}

/// What is known.
package struct MemoryListing: Codable, Sendable {
    /// The sources in the order in which they were added.
    package let sources: [SourceFigures]
    /// The versions of what is in weights, the newest first.
    package let versions: [VersionFigures]
    /// The numbers of those that answer, one for each base.
    package let active: [Int64]
}

/// A source with its passages.
package struct SourceReport: Codable, Sendable {
    /// A passage with its place.
    package struct Passage: Codable, Sendable {
        /// Its title.
        package let title: String
        /// The headings over its beginning.
        @Nullable package var heading: String?
        /// The text.
        package let text: String
        /// Where it begins in the document's text, in Unicode scalars.
        @Nullable package var start: Int?
        /// Where it ends there.
        @Nullable package var end: Int?
        /// The page that it begins on.
        @Nullable package var page: Int?
        /// The adapter that answers for it.
        @Nullable package var adapter: String?
    }

    /// The source.
    package let source: SourceFigures
    /// Its passages that stand, in order.
    package let passages: [Passage]
}

/// What came of adding sources to what is known, without teaching them.
package struct AdditionReport: Codable, Sendable {
    /// One source.
    package struct Entry: Codable, Sendable {
        /// The source.
        package let source: SourceFigures
        /// Passages that were not known before.
        package let added: Int
        /// Passages that it does not have any longer.
        package let retired: Int
    }

    /// The sources, in the order in which they were given.
    package let sources: [Entry]

    init(_ additions: [SourceStore.Addition]) {
        sources = additions.map {
            Entry(source: SourceFigures($0.source), added: $0.added, retired: $0.retired)
        }
    }
}
