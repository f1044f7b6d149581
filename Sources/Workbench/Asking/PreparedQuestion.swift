import Files
package import LanguageModel
import Memory
import SelfAdaptation
import Text

/// A question with all that is needed to answer it.
package struct PreparedQuestion {
    /// Answers.
    package let engine: Engine
    /// How it is answered.
    package let route: Route
    /// What the adapter is called; none where none is on.
    package let adapterName: String?
    /// What the answer is read from.
    package let citations: [Citation]
    /// The version of what is in weights that is asked; none where none is.
    private let version: Int64?
    /// Who reads; none where the bare model does.
    private let reader: ChosenAdapter?
    private let question: Question
    private let answering: Answering
    private let respondent: Respondent
    /// Without any of what is known.
    private let bare: GenerationRequest
    /// What answers: one, or several of which one is given.
    private let candidates: [(kind: Route.Kind, request: GenerationRequest)]

    init(_ request: AskRequest, at bench: Workbench) throws {
        engine = try bench.engine(request.model)
        let (model, store) = (engine.model, try bench.store())
        let route = try Self.route(request, store, model)
        self.route = route
        let adapter = try route.adapter.map { try bench.adapter($0, of: store, for: model) }
        adapterName = route.adapter.map(Self.name)
        citations = route.hit.map { [Citation($0, number: 1)] } ?? []
        // A count that can't be written keeps nobody from an answer.
        if let passage = route.hit?.passage { try? SourceStore(store).noteUse(of: passage) }
        version =
            route.kind == .both
            ? try VersionStore(store).active(base: store.baseDigest(of: model.files))?.id : nil
        let prompt = ExamPrompt(for: model)
        answering = request.answering
        // A question that nothing is read for needs no reader.
        let reads = route.hit != nil || answering == .recalling && route.adapter != nil
        let reader = reads ? try bench.reader(request.reader, of: store, for: model) : nil
        self.reader = reader
        respondent = Respondent(
            engine: engine, prompt: prompt, answering: answering, reader: reader?.adapter)
        let known =
            try route.hit?.passage.context.title
            ?? route.adapter.flatMap { try store.sources(of: $0).first }
        question = Question(question: request.question, gold: [], topic: request.topic ?? known ?? "")
        let hidden = try prompt.tokens([question], model: model)[0]
        var plain = GenerationRequest(prompt: hidden, maxTokens: request.maxTokens)
        plain.isInteractive = true
        bare = plain
        candidates = try route.candidates.map { kind in
            var asked = plain
            switch kind {
            case .weights: asked.adapter = adapter
            case .text:
                guard let context = route.hit?.passage.context else { break }
                asked.prompt = try prompt.tokens(
                    question: request.question, inView: context, model: model)
                asked.adapter = reader?.adapter
            case .bare, .both: break
            }
            return (kind, asked)
        }
    }

    private static func route(
        _ request: AskRequest, _ store: AdapterStore, _ model: LanguageModel
    ) throws -> Route {
        if request.isBare { return Route(asked: nil) }
        if let name = request.adapter { return Route(asked: try store.find(name)) }
        let base = try store.baseDigest(of: model.files)
        if try !SourceStore(store).isEmpty {
            return try Route(request.question, topic: request.topic, in: store, base: base)
        }
        guard let newest = try store.newest(for: base) else {
            throw Diagnosis(
                file: store.home, problem: "nothing is known yet",
                remedy: "teach it something, or ask the bare model", category: .noInput,
                step: .learnOrAskBare)
        }
        return Route(asked: .stored(newest))
    }

    /// What the engine is asked, where its answer is the one that is given; none where several answers are weighed.
    ///
    /// - Returns: The request, with what was recalled for it.
    /// - Throws: What the engine throws while it recalls.
    package func request() async throws -> (request: GenerationRequest, recalled: [String])? {
        guard candidates.count == 1, let asked = try await asked().first else { return nil }
        return (asked.request, asked.recalled)
    }

    /// What answers, with what was recalled for it where it answers from that.
    private func asked() async throws -> [(kind: Route.Kind, request: GenerationRequest, recalled: [String])]
    {
        var asked = candidates.map { (kind: $0.kind, request: $0.request, recalled: [String]()) }
        guard answering == .recalling else { return asked }
        for place in asked.indices {
            guard asked[place].kind == .weights, let adapter = asked[place].request.adapter else { continue }
            let recalled = try await Respondent.texts(
                respondent.recalls(question, by: adapter), engine: engine)
            // Where there is nothing to read the adapter answers itself.
            guard let reading = try respondent.reading(recalled, for: question) else { continue }
            asked[place].request.prompt = reading
            asked[place].request.adapter = reader?.adapter
            asked[place].recalled = recalled
        }
        return asked
    }

    /// The answer; with `isCompared` the bare model's beside it.
    ///
    /// Of several the first is given of which all that it says stands in the passage, else that which was read.
    ///
    /// - Throws: What the engine throws.
    package func answer(isCompared: Bool) async throws -> AskResult {
        let candidates = try await asked()
        let requests = candidates.map(\.request) + (isCompared ? [bare] : [])
        let texts = try await engine.generate(requests).map {
            String(($0.first?.text ?? "").trimmingPrefix(while: \.isWhitespace))
        }
        let grounded = zip(candidates, texts).map { _, text in
            route.hit.map { GroundedAnswer(text, to: question.question, about: $0.passage.context) }
        }
        let weighed = zip(zip(candidates, texts), grounded).map { answered, grounded in
            WeighedAnswer(
                route: answered.0.kind, answer: answered.1, grounded: grounded?.share,
                recalled: answered.0.recalled)
        }
        let given =
            weighed.isEmpty
            ? nil
            : weighed[Route.given(among: zip(weighed, grounded).map { ($0.route, $1?.isHeld ?? false) })]
        return AskResult(
            question: question.question, answer: given?.answer ?? "",
            adapter: given?.route == .weights ? adapterName : nil,
            without: isCompared ? texts.last : nil, route: given?.route ?? route.kind, reason: route.reason,
            weighed: weighed, citations: citations, version: version,
            reader: given?.route == .text || given?.recalled.isEmpty == false ? reader?.hash : nil)
    }

    private static func name(of reference: AdapterReference) -> String {
        switch reference {
        case .stored(let record): record.name
        case .folder(let path): path
        }
    }
}

extension Workbench {
    /// Readies model, adapter, passage and prompt for a question.
    ///
    /// - Throws: `Diagnosis` for what can't be used, or when nothing was learned yet.
    package func prepare(_ request: AskRequest) throws -> PreparedQuestion {
        try PreparedQuestion(request, at: self)
    }
}
