import LanguageModel
import SelfAdaptation
package import Memory

/// How a question is answered, and why so.
package struct Route: Sendable {
    /// What answers.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// The model without anything that it has learned.
        case bare
        /// What was learned, from memory.
        case weights
        /// The passage that is nearest, in view.
        case text
        /// The passage in view and what was learned: the first of them of which all that it says stands in the passage.
        case both
    }

    /// What answers.
    package let kind: Kind
    /// Why that does.
    package let reason: String
    /// The passage that is in view.
    package let hit: PassageHit?
    /// The adapter that is on.
    package let adapter: AdapterReference?
    /// Whether that answered enough of its exam for memory to come before reading.
    private let remembersWell: Bool

    /// What is asked, in the order in which it is given.
    var candidates: [Kind] {
        guard kind == .both else { return [kind] }
        return remembersWell ? [.weights, .text] : [.text, .weights]
    }

    /// The place of the answer that is given: the first of which all that it says stands in the passage, or else what was read.
    ///
    /// - Parameter answers: What gave each, in the order of ``candidates``, and whether all of it stands there.
    /// - Returns: Its place; the first where nothing was read.
    static func given(among answers: [(kind: Kind, isHeld: Bool)]) -> Int {
        answers.firstIndex(where: \.isHeld) ?? answers.firstIndex { $0.kind == .text } ?? 0
    }

    /// The nearness from which on a passage is taken to be what a question is about.
    ///
    /// Questions about 5, 20 and 50 passages of SQuAD's training part: 95, 92 and 95 % of those about what is known are over
    /// it, and 2, 5 and 5 % of those about other passages.
    static let near = 3.0

    /// Somebody said what answers.
    init(asked adapter: AdapterReference?) {
        kind = adapter == nil ? .bare : .weights
        reason = adapter == nil ? "the bare model was asked for" : "this adapter was asked for"
        hit = nil
        self.adapter = adapter
        remembersWell = false
    }

    /// The way of a question through a memory.
    ///
    /// - Throws: `Diagnosis`.
    init(_ question: String, topic: String?, in store: AdapterStore, base: String) throws {
        let sources = SourceStore(store)
        let asked = [topic, question].compactMap(\.self).joined(separator: " ")
        let hit = try sources.search(asked, limit: 1, base: base).first
        guard let hit, hit.nearness >= Self.near else {
            kind = .bare
            reason = "nothing that is known is near the question"
            self.hit = nil
            adapter = nil
            remembersWell = false
            return
        }
        let learned = try sources.adapter(of: hit.passage, base: base)
        kind = learned == nil ? .text : .both
        reason = "passage \(hit.passage.number + 1) of \(hit.source.title) is near the question"
        self.hit = hit
        adapter = learned.map(AdapterReference.stored)
        remembersWell =
            learned.map { $0.questions > 0 && $0.scoreAfter ?? 0 >= GroundedAnswer.remembered } ?? false
    }
}
