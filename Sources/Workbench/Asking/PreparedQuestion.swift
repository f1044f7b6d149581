import Files
package import LanguageModel
import Memory
import SelfAdaptation

/// A question with all that is needed to answer it.
package struct PreparedQuestion {
    /// Answers.
    package let engine: Engine
    /// What the adapter is called; none for the bare model.
    package let adapterName: String?
    private let question: String
    private let tokens: [Int32]
    private let adapter: Adapter?
    private let maxTokens: Int

    init(_ request: AskRequest, at bench: Workbench) throws {
        engine = try bench.engine(request.model)
        let store = try bench.store()
        let chosen = request.isBare ? nil : try Self.choose(request.adapter, from: store, for: engine.model)
        adapter = try chosen.map { [engine] in try bench.adapter($0, of: store, for: engine.model) }
        adapterName = chosen.map(Self.name)
        question = request.question
        maxTokens = request.maxTokens
        tokens = try ExamPrompt(for: engine.model).tokens(
            question: question, topic: request.topic ?? chosen.flatMap { try store.sources(of: $0).first },
            model: engine.model)
    }

    /// What the engine is asked.
    package var request: GenerationRequest { request(adapter) }

    private func request(_ adapter: Adapter?) -> GenerationRequest {
        GenerationRequest(prompt: tokens, adapter: adapter, maxTokens: maxTokens)
    }

    /// The answer; with `isCompared` the bare model's beside it.
    ///
    /// - Throws: What the engine throws.
    package func answer(isCompared: Bool) async throws -> AskResult {
        let requests = (isCompared ? [request(nil)] : []) + [request]
        let answers = try await engine.generate(requests).map {
            String(($0.first?.text ?? "").trimmingPrefix(while: \.isWhitespace))
        }
        return AskResult(
            question: question, answer: answers.last ?? "", adapter: adapterName,
            without: isCompared ? answers.first : nil)
    }

    private static func choose(
        _ name: String?, from store: AdapterStore, for model: LanguageModel
    ) throws -> AdapterReference {
        if let name { return try store.find(name) }
        guard let newest = try store.newest(for: store.baseDigest(of: model.files)) else {
            throw Diagnosis(
                file: store.home, problem: "this model has learned nothing yet",
                remedy: "teach it something, or ask the bare model", category: .noInput,
                step: .learnOrAskBare)
        }
        return .stored(newest)
    }

    private static func name(of reference: AdapterReference) -> String {
        switch reference {
        case .stored(let record): record.name
        case .folder(let path): path
        }
    }
}

extension Workbench {
    /// Readies model, adapter and prompt for a question.
    ///
    /// - Throws: `Diagnosis` for what can't be used, or when nothing was learned yet.
    package func prepare(_ request: AskRequest) throws -> PreparedQuestion {
        try PreparedQuestion(request, at: self)
    }
}
