import Synchronization
import Workbench

/// What is counted while a server runs, for Prometheus.
final class Metrics: Sendable {
    private struct Counts {
        var requests: [String: [Int: Int]] = [:]
        var promptTokens = 0
        var generatedTokens = 0
        var answers: [Route.Kind: Int] = [:]
        var troubles = 0
    }

    private let counts = Mutex(Counts())

    /// Counts a response of a route.
    func count(_ route: String, status: Int) {
        counts.withLock { $0.requests[route, default: [:]][status, default: 0] += 1 }
    }

    /// Counts trouble that no client was told of.
    func countTrouble() { counts.withLock { $0.troubles += 1 } }

    /// Counts an answer.
    func count(_ result: ChatResult) {
        counts.withLock { counts in
            counts.promptTokens += result.promptTokens
            counts.generatedTokens += result.completionTokens
            counts.answers[result.route, default: 0] += 1
        }
    }

    /// All figures as Prometheus reads them, with what else is known of this moment.
    func text(_ gauges: [(name: String, help: String, value: Int)]) -> String {
        let counts = counts.withLock { $0 }
        var lines: [String] = []
        func add(_ name: String, _ help: String, _ type: String, _ samples: [(labels: String, value: Int)]) {
            lines += ["# HELP selkie_\(name) \(help)", "# TYPE selkie_\(name) \(type)"]
            lines += samples.map { "selkie_\(name)\($0.labels) \($0.value)" }
        }
        add(
            "requests_total", "Responses by route and status.", "counter",
            counts.requests.sorted { $0.key < $1.key }.flatMap { route, statuses in
                statuses.sorted { $0.key < $1.key }.map { status, count in
                    ("{route=\"\(route)\",status=\"\(status)\"}", count)
                }
            })
        add("prompt_tokens_total", "Tokens of prompts.", "counter", [("", counts.promptTokens)])
        add("generated_tokens_total", "Tokens of answers.", "counter", [("", counts.generatedTokens)])
        add(
            "answers_total", "Answers by what gave them.", "counter",
            Route.Kind.allCases.map { ("{route=\"\($0.rawValue)\"}", counts.answers[$0] ?? 0) })
        add(
            "troubles_total", "Trouble that was written to standard error.", "counter",
            [("", counts.troubles)])
        for gauge in gauges { add(gauge.name, gauge.help, "gauge", [("", gauge.value)]) }
        return lines.joined(separator: "\n") + "\n"
    }
}
