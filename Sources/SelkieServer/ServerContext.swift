import Files
import Foundation
import HTTPTypes
import Hummingbird
import LanguageModel
import Synchronization
import Workbench

/// What all routes share.
final class ServerContext: Sendable {
    let bench: Workbench
    let desk: LearningDesk
    let options: ServerOptions
    let metrics = Metrics()
    /// Time for people.
    let now: @Sendable () -> Date
    private let asked = Mutex<Date?>(nil)
    private let answers = Mutex(0)

    init(
        _ bench: Workbench, _ desk: LearningDesk, _ options: ServerOptions,
        now: @escaping @Sendable () -> Date
    ) {
        (self.bench, self.desk, self.options, self.now) = (bench, desk, options, now)
    }

    /// When somebody asked last.
    var lastAsked: Date? { asked.withLock { $0 } }

    /// Requests for answers that are under way.
    var answersUnderWay: Int { answers.withLock { $0 } }

    /// Takes a place among the answers that may be under way; whoever took one gives it back.
    ///
    /// - Throws: `ServerError` with 429 when there is none left.
    func enter() throws {
        asked.withLock { $0 = now() }
        let isFull = answers.withLock { answers in
            guard answers < options.mostAnswers else { return true }
            answers += 1
            return false
        }
        if isFull { throw ServerError.busy }
    }

    /// Gives a place back.
    func leave() { answers.withLock { $0 -= 1 } }

    /// The response to a request that failed; what is this program's own trouble is reported.
    func failure(_ error: any Error) -> Response {
        let failure = ServerError(error)
        if failure.status.kind == .serverError, !(error is CancellationError) {
            report("a request failed", error)
        }
        return .failure(failure)
    }

    /// Tells whoever runs the server of trouble that no client is told of, and counts it.
    func report(_ what: String, _ error: any Error) {
        metrics.countTrouble()
        bench.tell(.note(.remark("\(what): \(printable("\(error)", limit: 400))")))
    }

    /// A new receipt.
    func receipt(_ prefix: String) -> String {
        prefix + UUID().uuidString.lowercased().replacing("-", with: "")
    }
}
