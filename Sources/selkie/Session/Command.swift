import ArgumentParser
import Console
import Files

/// A subcommand: flags that argument-parser fills in, and work that Ctrl-C can stop.
///
/// Conforming types implement ``run(in:)`` and throw whatever goes wrong; here it becomes one line on standard
/// error and an exit code.
protocol Command: AsyncParsableCommand, Sendable {
    /// How the command speaks.
    var output: OutputOptions { get }

    /// Does the work.
    ///
    /// - Throws: The libraries' own errors, `Diagnosis`, or `CancellationError` after Ctrl-C.
    func run(in session: Session) async throws
}

extension Command {
    /// Runs the command in a session of its own.
    ///
    /// - Throws: `ArgumentParser.ExitCode` after the error was told.
    func run() async throws {
        let session = Session(output)
        let listener = session.interrupt.listen()
        defer { withExtendedLifetime(listener) {} }
        do {
            try await session.interrupt.stoppable {
                // Answers have cost something, whatever becomes of the command.
                defer { session.tellRemoteCost() }
                do {
                    try await run(in: session)
                } catch let error as Diagnosis where error.code == .brokenStream {
                    throw error
                } catch  where Task.isCancelled {
                    // Whatever a cancelled step made of it, the user stopped it.
                    throw CancellationError()
                }
            }
        } catch let code as ArgumentParser.ExitCode {
            session.progress.abandon()
            throw code
        } catch {
            session.progress.abandon()
            Failure.tell(error)
            throw ArgumentParser.ExitCode(Failure.exitCode(for: error))
        }
    }
}
