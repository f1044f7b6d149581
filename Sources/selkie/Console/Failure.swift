import AdapterStore
import Console
import Documents
import Foundation
import LanguageModel
import ModelFormats
import ModelLibrary
import RemoteModels
import Reports
import SelfAdaptation
import Tokenizers

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
        case let error as CommandError: error.exitCode
        case is TrainingFailure: Console.ExitCode.unachieved
        case let error as FormatError: exitCode(for: error.code)
        case let error as ModelLibraryError: exitCode(for: error.code)
        case let error as StoreError: exitCode(for: error.code)
        case let error as DocumentError: exitCode(for: error.code)
        case let error as RemoteModelError: exitCode(for: error.code)
        case let error as ReportError:
            error.code == .noRoom ? Console.ExitCode.inputOutput : Console.ExitCode.unavailable
        case let error as ModelError: exitCode(for: error.code)
        case is TokenizerError, is GradedRowError: Console.ExitCode.badData
        case is StreamError: Console.ExitCode.inputOutput
        case is CocoaError: Console.ExitCode.noInput
        default: Console.ExitCode.internalError
        }
    }

    private static func exitCode(for code: FormatError.Code) -> Int32 {
        switch code {
        case .notFound, .unreadable, .notAFile: Console.ExitCode.noInput
        case .readOnly, .notPermitted, .alreadyExists, .noFolder: Console.ExitCode.cannotCreate
        case .diskFull, .writeFailed: Console.ExitCode.inputOutput
        default: Console.ExitCode.badData
        }
    }

    private static func exitCode(for code: ModelError.Code) -> Int32 {
        switch code {
        case .tooLarge: Console.ExitCode.unavailable
        case .unavailableInstructions: Console.ExitCode.usage
        default: Console.ExitCode.badData
        }
    }

    private static func exitCode(for code: DocumentError.Code) -> Int32 {
        switch code {
        case .missing, .unreadable: Console.ExitCode.noInput
        case .toolMissing: Console.ExitCode.unavailable
        case .empty, .binary, .invalidText, .tooLarge, .unsupported, .data, .toolFailed:
            Console.ExitCode.badData
        }
    }

    private static func exitCode(for code: ModelLibraryError.Code) -> Int32 {
        switch code {
        case .unknownModel, .notInstalled: Console.ExitCode.noInput
        case .notAModel, .damaged: Console.ExitCode.badData
        case .cannotCreate: Console.ExitCode.cannotCreate
        case .inputOutput: Console.ExitCode.inputOutput
        case .busy: Console.ExitCode.busy
        case .unavailable: Console.ExitCode.unavailable
        }
    }

    private static func exitCode(for code: RemoteModelError.Code) -> Int32 {
        switch code {
        case .unreachable, .timedOut, .failed: Console.ExitCode.unavailable
        case .refused: Console.ExitCode.noInput
        case .busy: Console.ExitCode.busy
        case .nonsense: Console.ExitCode.badData
        }
    }

    private static func exitCode(for code: StoreError.Code) -> Int32 {
        switch code {
        case .notFound: Console.ExitCode.noInput
        case .ambiguous: Console.ExitCode.usage
        case .readOnly, .cannotOpen: Console.ExitCode.cannotCreate
        case .diskFull: Console.ExitCode.inputOutput
        case .busy: Console.ExitCode.busy
        case .damaged, .newerVersion: Console.ExitCode.badData
        case .failed: Console.ExitCode.internalError
        }
    }

    /// Foundation's file errors describe themselves over many lines; theirs is said in ours.
    private static func readable(_ error: any Error) -> any Error {
        guard let error = error as? CocoaError else { return error }
        return CommandError(
            file: error.filePath ?? "a file", problem: "cannot be read or written",
            remedy: "check that it exists and who may use it")
    }
}
