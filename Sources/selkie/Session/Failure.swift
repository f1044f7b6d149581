import Console
import Files
import Foundation
import Workbench

/// How errors end the program: one line and an exit code by kind.
enum Failure {
    /// Tells of an error on standard error.
    static func tell(_ error: any Error) {
        if error is CancellationError {
            try? StandardStream.error.write("\(Report.program): stopped\n")
        } else {
            Report.failure(readable(error))
        }
    }

    /// The exit code for an error, as the program's help lists them.
    static func exitCode(for error: any Error) -> Int32 {
        switch error {
        case is CancellationError: Console.ExitCode.interrupted
        case let error as Diagnosis: Console.ExitCode.of(error.code.category)
        case is CocoaError: Console.ExitCode.noInput
        default: Console.ExitCode.internalError
        }
    }

    /// A remedy names this program's own commands and flags; Foundation's file errors, which describe themselves over
    /// many lines, are said in our words.
    private static func readable(_ error: any Error) -> any Error {
        if let error = error as? Diagnosis { return error.spoken }
        guard let error = error as? CocoaError else { return error }
        return Diagnosis(
            file: error.filePath ?? "a file", problem: "cannot be read or written",
            remedy: "check that it exists and who may use it")
    }
}
