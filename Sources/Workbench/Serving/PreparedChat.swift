import Files
import LanguageModel
import Memory
import SelfAdaptation
import Text
import Tokenizers

/// A conversation with all that is needed to go on with it.
package struct PreparedChat: Sendable {
    /// How it is answered.
    package let route: Route.Kind
    /// Why so.
    package let reason: String
    /// What the answer may be read from.
    package let citations: [Citation]
    /// The numbers of the passages that it may be read from.
    package let passages: [Int64]
    /// The version of what is in weights that is asked; none where none is.
    package let version: Int64?
    /// What was asked last.
    package let question: String

    private let engine: Engine
    private let hit: PassageHit?
    private let isMarked: Bool
    private let requests: [(kind: Route.Kind, request: GenerationRequest)]

    /// Tokens of an answer unless a request says otherwise, and of a memory's, which is a few words, or a sentence: room for
    /// them is kept free while it is written.
    private static let usualTokens = 512
    private static let memoryTokens = 256

    init(_ chat: ChatRequest, at bench: Workbench, _ resident: Resident) throws {
        engine = resident.engine
        isMarked = chat.isMarked
        question = Self.question(chat.prompt)
        let respondee = try bench.respondee(chat.model, resident)
        // Only a question can be answered from what is known.
        if case (.memory, .messages(let messages)) = (respondee, chat.prompt), messages.last?.role == "user" {
            let route = try Self.route(messages, resident)
            self.route = route.kind
            reason = route.reason
            hit = route.hit
            requests = try Self.requests(messages, route, chat, at: bench, resident)
        } else {
            var adapter: Adapter?
            if case .adapter(let reference) = respondee {
                adapter = try bench.adapter(reference, of: resident.store, for: engine.model)
            }
            route = adapter == nil ? .bare : .weights
            reason =
                switch respondee {
                case .memory: "nothing was asked last"
                case .base: "the bare model was asked for"
                case .adapter: "this adapter was asked for"
                }
            hit = nil
            requests = [
                (route, try Self.request(Self.tokens(chat.prompt, engine.model), adapter, chat, engine.model))
            ]
        }
        citations = hit.map { [Citation($0, number: 1)] } ?? []
        // What an adapter says is from what it was taught, and is forgotten with it.
        if case .adapter(.stored(let record)) = respondee {
            passages = try SourceStore(resident.store).passages(taughtTo: record)
        } else {
            passages = hit.map { [$0.passage.id] } ?? []
        }
        // A count that can't be written keeps nobody from an answer.
        if let passage = hit?.passage { try? SourceStore(resident.store).noteUse(of: passage) }
        version =
            route == .both ? try VersionStore(resident.store).active(base: resident.base.digest)?.id : nil
        try engine.check(requests.map(\.request))
    }

    private static func question(_ prompt: ChatRequest.Prompt) -> String {
        switch prompt {
        case .messages(let messages): messages.last { $0.role == "user" }?.content ?? ""
        case .text(let text): text
        }
    }

    /// The way of what was asked last through the memory; where that is near nothing, of it with what was asked before.
    private static func route(_ messages: [ChatMessage], _ resident: Resident) throws -> Route {
        let asked = messages.filter { $0.role == "user" }.map(\.content)
        let last = asked.last ?? ""
        let route = try Route(last, topic: nil, in: resident.store, base: resident.base.digest)
        guard route.kind == .bare, asked.count > 1 else { return route }
        return try Route(
            last, topic: asked[asked.count - 2], in: resident.store, base: resident.base.digest)
    }

    private static func tokens(_ prompt: ChatRequest.Prompt, _ model: LanguageModel) throws -> [Int32] {
        switch prompt {
        case .messages(let messages): try model.encode(messages)
        case .text(let text): model.encode(text, specialTokens: .asText)
        }
    }

    /// What the engine is asked: the passage in view, what was learned out of sight of it, or neither.
    private static func requests(
        _ messages: [ChatMessage], _ route: Route, _ chat: ChatRequest, at bench: Workbench,
        _ resident: Resident
    ) throws -> [(kind: Route.Kind, request: GenerationRequest)] {
        let (model, store) = (resident.engine.model, resident.store)
        var chat = chat
        if route.kind != .bare { chat.maxTokens = chat.maxTokens ?? memoryTokens }
        let prompt = ExamPrompt(for: model)
        let last = messages.last { $0.role == "user" }?.content ?? ""
        return try route.candidates.map { kind in
            switch (kind, route.hit?.passage.context) {
            case (.text, let context?):
                let turn = prompt.turn(last, inView: context)
                return (
                    kind,
                    try request(
                        tokens(messages, asking: turn, model),
                        bench.reader(.shipped, of: store, for: model)?.adapter, chat, model)
                )
            case (.weights, let context?):
                let turn = prompt.turn("Topic: \(context.title)\n\(last)")
                let adapter = try route.adapter.map { try bench.adapter($0, of: store, for: model) }
                return (kind, try request(tokens(messages, asking: turn, model), adapter, chat, model))
            default: return (kind, try request(model.encode(messages), nil, chat, model))
            }
        }
    }

    /// The tokens of a conversation whose last turn is put in other words, its oldest exchanges dropped until it fits.
    private static func tokens(
        _ messages: [ChatMessage], asking turn: String, _ model: LanguageModel
    ) throws -> [Int32] {
        let instructions = messages.prefix { $0.role == "system" }
        var turns = Turns()
        for message in messages.dropFirst(instructions.count).dropLast() { turns.append(message) }
        turns.append(ChatMessage(role: "user", content: turn))
        return try turns.tokens(limit: model.configuration.contextLength / 4 * 3) {
            try model.encode(instructions + $0)
        }.tokens
    }

    private static func request(
        _ tokens: [Int32], _ adapter: Adapter?, _ chat: ChatRequest, _ model: LanguageModel
    ) -> GenerationRequest {
        let room = max(1, model.configuration.contextLength - tokens.count)
        var request = GenerationRequest(
            prompt: tokens, adapter: adapter, samples: chat.samples, sampling: chat.sampling,
            maxTokens: min(chat.maxTokens ?? usualTokens, room), stop: chat.stop, seed: chat.seed)
        request.isInteractive = true
        return request
    }

    /// Whether pieces of the answer are told as they come: where one of several is given it is only known at the end.
    package var isStreamed: Bool { requests.count == 1 }

    /// The answers.
    ///
    /// - Parameter onText: Told pieces of an answer with its place, where they are certain; of several answers that are
    ///   weighed the whole at the end.
    /// - Returns: The answers, as many as were asked for.
    /// - Throws: What the engine throws.
    package func answer(
        onText: @escaping @Sendable (_ sample: Int, _ text: String) -> Void = { _, _ in }
    ) async throws -> ChatResult {
        let isStreamed = isStreamed
        let all = try await engine.generate(
            requests.map(\.request), onText: { if isStreamed { onText($0.sample, $0.text) } })
        var route = route
        let choices = (0..<all[0].count).map { sample -> ChatResult.Choice in
            let weighed = zip(requests, all).map { asked, answers in
                (kind: asked.kind, answer: answers[sample])
            }
            let held = weighed.map { kind, answer in
                let grounded = hit.map {
                    GroundedAnswer(answer.text, to: question, about: $0.passage.context)
                }
                return (kind: kind, isHeld: grounded?.isHeld ?? false)
            }
            let given = weighed[Route.given(among: held)]
            route = given.kind
            let mark = isMarked && given.kind == .text && !given.answer.text.isEmpty ? " [1]" : ""
            if isStreamed {
                if !mark.isEmpty { onText(sample, mark) }
            } else {
                onText(sample, given.answer.text + mark)
            }
            return ChatResult.Choice(
                text: given.answer.text + mark, finishReason: given.answer.finishReason)
        }
        return ChatResult(
            choices: choices, route: route, promptTokens: requests.map(\.request.prompt.count).reduce(0, +),
            completionTokens: all.flatMap { $0 }.map(\.tokens.count).reduce(0, +))
    }
}

extension Workbench {
    /// Readies who answers, and what from.
    ///
    /// - Throws: `Diagnosis` for a name that nobody has, and a conversation that the model can't go on with.
    package func prepare(_ chat: ChatRequest) throws -> PreparedChat {
        guard let resident else {
            throw Diagnosis(
                file: "the model", problem: "is not loaded", remedy: "load it first", category: .unavailable)
        }
        return try PreparedChat(chat, at: self, resident)
    }
}
