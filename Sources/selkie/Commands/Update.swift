import ArgumentParser
import Console
import Files
import Foundation
import Text
import Workbench

/// `selkie update`: teaches what waits for it.
struct Update: Command {
    static let configuration = CommandConfiguration(
        abstract: "Teach the model what is known and not yet learned.",
        discussion: """
            Passages of trusted sources that were not yet taught to this model are taught from their text alone, in groups of \
            up to sixteen passages of one source, sources that were answered from most first. Each group sits an exam out \
            of sight of the text, and what comes of it answers as soon as the guard has let it pass (see 'selkie memory \
            history'). What does not fit into the time waits for the next update.

            Unless told otherwise what is done is planned for a quarter of an hour. --until 07:00 ends at that time of day. Cut off, \
            the same command goes on where it was.

            JSON: \(JSONShape.text(UpdateResult.self)); "learning" is that of 'selkie learn', null where nothing waited, and \
            "active" null where nothing is in weights.

            Exit code 1 when something was taught and nothing of it kept.
            """)

    @Option(help: ArgumentHelp("Self-edits to try for each passage; none unless given.", valueName: "n"))
    var candidates: Int?
    @Option(
        help: ArgumentHelp(
            "The time that there is, such as 90s, 20m or 1h30m, or none for as long as it takes; 15m unless given.",
            valueName: "time"))
    var budget: TimeBudget?
    @Option(
        help: ArgumentHelp("The time of day at which it ends, such as 07:00.", valueName: "hh:mm"))
    var until: TimeOfDay?
    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 0
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if let candidates, !(1...64).contains(candidates) {
            throw ValidationError("--candidates \(candidates): give a number from 1 to 64")
        }
    }

    /// The seconds that there are at some moment.
    func time(at now: Date, in calendar: Calendar) -> TimeRequest {
        var request = TimeRequest()
        let left = until.map { $0.seconds(after: now, in: calendar) }
        request.budget = [budget?.seconds, left].compactMap(\.self).min()
        request.isUnlimited = budget.map { $0.seconds == nil } ?? false && left == nil
        return request
    }

    func run(in session: Session) async throws {
        var request = UpdateRequest()
        (request.candidates, request.seed) = (candidates, seed)
        request.time = time(at: Date(), in: .current)
        request.model = model.choice(memory)
        let result = try await session.workbench(model.home).update(request) { outcome in
            guard !session.isJSON else { return }
            try session.progress.interrupted { try LearningTable(outcome).print(in: session) }
        }
        if session.isJSON {
            try JSONText.emit(result)
        } else {
            if let learning = result.learning { try session.print(learning.sentence) }
            session.note(result.sentence)
        }
        if let learning = result.learning, !learning.isAnythingKept {
            throw ArgumentParser.ExitCode(Console.ExitCode.unachieved)
        }
    }
}

extension UpdateResult {
    /// What waits, and what answers.
    fileprivate var sentence: String {
        let passages = waiting.map(\.pending).reduce(0, +)
        let rest =
            passages == 0
            ? "Nothing waits to be taught" : "\(Quantity.count(passages, "passage")) left for the next update"
        return active.map { "\(rest); version \($0.id) answers" } ?? rest
    }
}
