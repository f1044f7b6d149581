package import Files

/// What the program's exit status says; scripts may rely on these numbers.
///
/// Status 2 is never used: shells and many tools give it meanings of their own. From 64 on the numbers are
/// those of BSD's `sysexits.h`.
package enum ExitCode {
    /// The job ran and did what it was for.
    package static let success: Int32 = 0
    /// The job ran and did not achieve its aim: nothing was learned, a check failed.
    package static let unachieved: Int32 = 1
    /// The command line, or a variable that the program reads, is wrong: an unknown flag, a value out of range.
    package static let usage: Int32 = 64
    /// A file was read and its contents are wrong: damaged, empty, of an unsupported kind.
    package static let badData: Int32 = 65
    /// A file or model that was named does not exist or may not be read.
    package static let noInput: Int32 = 66
    /// Something that is needed is not there: a program, the network, memory.
    package static let unavailable: Int32 = 69
    /// A mistake in this program.
    package static let internalError: Int32 = 70
    /// A file or folder cannot be made: a read-only home.
    package static let cannotCreate: Int32 = 73
    /// Reading or writing failed on the way: a full disk.
    package static let inputOutput: Int32 = 74
    /// Somebody else is at it: a lock is held; try again later.
    package static let busy: Int32 = 75
    /// The user stopped the program with Ctrl-C.
    package static let interrupted: Int32 = 130

    /// The status for a kind of trouble.
    package static func of(_ category: Diagnosis.Category) -> Int32 {
        switch category {
        case .usage: usage
        case .badData: badData
        case .noInput: noInput
        case .unavailable: unavailable
        case .internalError: internalError
        case .cannotCreate: cannotCreate
        case .inputOutput: inputOutput
        case .busy: busy
        case .unachieved: unachieved
        }
    }
}
