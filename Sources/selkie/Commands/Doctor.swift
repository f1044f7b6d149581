import ArgumentParser
import Console
import Files
import Workbench

/// `selkie doctor`: whether this machine has what the program needs.
struct Doctor: Command {
    static let configuration = CommandConfiguration(
        abstract: "Check this machine, the home folder and the model.",
        discussion: """
            Ends with 1 when something that is needed does not work.

            JSON: \(JSONShape.text(Result.self)); state is "ok", "warn" or "fail".
            """)

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let checks: [Row]
        let ok: Bool
    }

    /// A check, with what to do in this program's own words.
    struct Row: Codable {
        let name: String
        let state: Check.State
        let finding: String
        let remedy: String?

        init(_ check: Check) {
            (name, state, finding) = (check.name, check.state, check.finding)
            remedy = check.remedy.map { remedy in
                remedy + (check.step?.text(arguments: CommandLine.arguments) ?? "")
            }
        }
    }

    func run(in session: Session) async throws {
        // Settings that can't be meant are a finding, and no reason to look at nothing else.
        var bench = session.workbench(model.home, settings: Settings())
        var wrong: Diagnosis?
        do {
            bench = try await session.workbench(model.home)
        } catch let error as Diagnosis where error.code.category == .badData {
            wrong = error
        } catch {
            // Whatever keeps the file from being read, the check of the home tells.
        }
        let checks = try bench.checks(model.choice(), settings: wrong).map(Row.init)
        let isHealthy = !checks.contains { $0.state == .fail }
        if session.isJSON {
            try JSONText.emit(Result(checks: checks, ok: isHealthy))
        } else {
            try session.print(table(checks))
        }
        if !isHealthy { throw ArgumentParser.ExitCode(Console.ExitCode.unachieved) }
    }

    private func table(_ checks: [Row]) -> Table {
        var table = Table([Table.Column(""), Table.Column(""), Table.Column("")])
        for check in checks {
            let paint: Style.Paint =
                switch check.state {
                case .ok: .green
                case .warn: .yellow
                case .fail: .red
                }
            let words = [check.finding, check.remedy].compactMap { $0 }.joined(separator: "; ")
            table.append([
                Table.Cell(check.state.rawValue, paint: paint), Table.Cell(check.name), Table.Cell(words),
            ])
        }
        return table
    }
}
