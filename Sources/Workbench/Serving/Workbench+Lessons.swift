import Documents
import Files
import LanguageModel
package import Foundation
package import Memory
import SelfAdaptation
import Text

/// A right answer that somebody gives.
package struct LessonRequest: Sendable {
    /// The question.
    package var question: String
    /// The right answer.
    package var answer: String
    /// Where it comes from.
    package var origin: LessonRecord.Origin
    /// The receipt of the answer that it corrects.
    package var interaction: String?
    /// Who gives it.
    package var user: String?

    /// The most characters of a question or an answer.
    package static let limit = 4000

    /// A right answer that was sent as it is.
    package init(
        question: String, answer: String, origin: LessonRecord.Origin = .sent, interaction: String? = nil,
        user: String? = nil
    ) {
        self.question = question.trimmed
        self.answer = answer.trimmed
        self.origin = origin
        self.interaction = interaction
        self.user = user?.isEmpty == true ? nil : user
    }
}

extension Workbench {
    /// Takes a lesson: it waits until somebody approves it, or is known at once where that was chosen.
    ///
    /// - Throws: `Diagnosis` for a lesson without question or answer, and where nothing is learned at all.
    package func propose(_ lesson: LessonRequest, at date: Date) async throws -> LessonFigures {
        for (place, text) in [("question", lesson.question), ("answer", lesson.answer)] {
            guard !text.isEmpty, text.count <= LessonRequest.limit else {
                throw Diagnosis(
                    file: "the lesson", place: place,
                    problem: text.isEmpty ? "is empty" : "has more than \(LessonRequest.limit) characters",
                    remedy: "give one question with one answer", category: .usage)
            }
        }
        let store = try store(isMade: true)
        let mode = try InteractionStore(store).choice().mode
        guard mode != .off else {
            throw Diagnosis(
                file: "the lesson", problem: "nothing is learned, since learning is off",
                remedy: "turn learning on", category: .unachieved)
        }
        let lessons = LessonStore(store)
        let added = try lessons.add(
            question: lesson.question, answer: lesson.answer, origin: lesson.origin,
            interaction: lesson.interaction, user: lesson.user, date: date)
        if mode == .auto { return try await decide(added.id, .approved, at: date) }
        return LessonFigures(added, among: try lessons.list())
    }

    /// Approves or rejects a lesson that waits; one that is approved is known at once, and learned with the next update.
    ///
    /// Approved lessons of one user are one source, so that they can be forgotten together.
    ///
    /// - Throws: `Diagnosis` where there is none, or where that was done already.
    package func decide(
        _ id: Int64, _ state: LessonRecord.State, at date: Date
    ) async throws -> LessonFigures {
        let store = try store(isMade: true)
        let lessons = LessonStore(store)
        let waiting = try lessons.find(id)
        // What was approved and is not known, as a program leaves it that ends in between, is made known.
        let isUnknown = state == .approved && waiting.state == .approved && waiting.source == nil
        let lesson = isUnknown ? waiting : try lessons.decide(id, state, date: date)
        if state == .approved { try await know(lessonsOf: lesson.user, in: store) }
        return LessonFigures(try lessons.find(id), among: try lessons.list())
    }

    /// Brings the source of a user's lessons to what was approved.
    private func know(lessonsOf user: String?, in store: AdapterStore) async throws {
        let lessons = LessonStore(store)
        let name = user.map { "corrections of \($0).json" } ?? "corrections.json"
        var approved = try lessons.approved(of: user)
        while true {
            let entries = approved.map { ["question": $0.question, "answer": $0.answer] }
            let report = try await remember(
                Array(try JSONText.line(entries).utf8), named: name, place: "lessons/" + (user ?? ""))
            if let source = report.sources.first?.source { try lessons.place(of: user, source: source.id) }
            // Somebody else may have approved one meanwhile: whoever comes last leaves all of them known.
            let now = try lessons.approved(of: user)
            if now.map(\.id) == approved.map(\.id) { return }
            approved = now
        }
    }

    /// Lessons in the order in which they came.
    ///
    /// - Throws: `Diagnosis` when the home can't be opened.
    package func lessons(_ state: LessonRecord.State? = nil) throws -> [LessonFigures] {
        let all = try LessonStore(store()).list()
        return all.filter { state == nil || $0.state == state }.map { LessonFigures($0, among: all) }
    }

    /// Adds a text that was handed over under a name to what is known, or what has changed in it.
    ///
    /// - Parameters:
    ///   - bytes: What a file of this name would hold.
    ///   - name: The name of that file.
    ///   - place: By what a later one is known again; the name unless given.
    /// - Returns: The source with what is new in it.
    /// - Throws: `Diagnosis` for what can't be read and a home that can't be written.
    package func remember(
        _ bytes: [UInt8], named name: String, place: String? = nil
    ) async throws -> AdditionReport {
        let document = try await DocumentReader(environment: environment).read(
            bytes, named: name, source: SourceDescription.handedOver + (place ?? name))
        let measure = TextMeasure(try engine(ModelChoice()).model.tokenizer)
        return AdditionReport(
            try add([(document, document.passages(measure))], to: try store(isMade: true)))
    }
}
