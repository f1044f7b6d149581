import Files
import Foundation
import FoundationNetworking
import ModelLibrary
import SelfAdaptation
import SelkieServer
import Synchronization
import TestKit
import Workbench

/// A server over a home of its own with a tiny model, and somebody who asks it.
struct ServerKit: Sendable {
    /// What a server answered.
    struct Reply: Sendable {
        let status: Int
        let headers: [String: String]
        let text: String

        /// The body as an object.
        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
        }

        /// The error that it holds.
        var error: [String: Any] { object["error"] as? [String: Any] ?? [:] }

        /// The objects of server-sent events, without the last word.
        var events: [[String: Any]] {
            text.components(separatedBy: "\n\n").compactMap { event in
                guard event.hasPrefix("data: {") else { return nil }
                return (try? JSONSerialization.jsonObject(with: Data(event.dropFirst(6).utf8)))
                    as? [String: Any]
            }
        }
    }

    /// The name of the model.
    let model: String
    private let port: Int

    /// Where it is.
    var address: String { "http://127.0.0.1:\(port)" }

    /// Time that a test puts forward.
    final class Clock: Sendable {
        private let date = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

        /// The moment.
        var now: Date { date.withLock { $0 } }

        /// Puts it forward by some minutes.
        func advance(minutes: Double) { date.withLock { $0.addTimeInterval(minutes * 60) } }
    }

    /// A workbench over a home of its own whose tiny model stays loaded.
    static func bench(_ home: TemporaryHome, uptime: Double = 0) throws -> Workbench {
        var folder = TinyModelFolder()
        folder.contextLength = 2048
        try folder.write(to: home.path("tiny"))
        return try Workbench(
            home: SelkieHome(chosen: home.path("home"), environment: [:]), environment: [:],
            clock: WorkClock { uptime + WorkClock.system.now }
        ).residing(ModelChoice(name: home.path("tiny"), threads: 2))
    }

    /// Runs a server for as long as `body` takes.
    static func run(
        key: String? = nil, mostAnswers: Int = 128, clock: Clock = Clock(),
        _ body: @Sendable (ServerKit) async throws -> Void
    ) async throws {
        let home = try TemporaryHome()
        let bench = try bench(home)
        var options = try ServerOptions(port: 0, key: key)
        options.mostAnswers = mostAnswers
        options.bodyLimit = 1 << 16
        let server = Server(bench, options, now: { clock.now })
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let task = Task {
            defer { found.finish() }
            try await server.run { found.yield($0) }
        }
        defer { task.cancel() }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { return try await task.value }
        try await body(ServerKit(model: bench.resident?.name ?? "", port: port))
        task.cancel()
        _ = await task.result
        withExtendedLifetime(home) {}
    }

    /// Asks.
    func ask(
        _ method: String, _ path: String, _ body: Any? = nil, headers: [String: String] = [:]
    ) async throws -> Reply {
        guard let url = URL(string: address + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let text = body as? String {
            request.httpBody = Data(text.utf8)
        } else if let body {
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
        }
        let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        let answer = response as? HTTPURLResponse
        var found: [String: String] = [:]
        for (name, value) in answer?.allHeaderFields ?? [:] { found["\(name)".lowercased()] = "\(value)" }
        return Reply(
            status: answer?.statusCode ?? 0, headers: found, text: String(decoding: data, as: UTF8.self))
    }

    /// Asks for the next turn of a conversation of one question.
    func chat(
        _ question: String, model: String? = nil, _ more: [String: Any] = [:], headers: [String: String] = [:]
    ) async throws -> Reply {
        var body: [String: Any] = [
            "model": model ?? self.model, "messages": [["role": "user", "content": question]],
            "temperature": 0, "max_tokens": 8,
        ]
        body.merge(more) { $1 }
        return try await ask("POST", "/v1/chat/completions", body, headers: headers)
    }
}
