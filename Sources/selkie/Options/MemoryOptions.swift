import ArgumentParser
import LanguageModel

/// How much main memory may be used.
struct MemoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Main memory that may be used, such as 4g or 1500m (of 1,024 each); three quarters of what is free unless given.",
            valueName: "amount"))
    var memory: MemoryAmount?

    /// Bytes that the process may come to.
    var bytes: Int { memory?.bytes ?? FreeMemory.bytes / 4 * 3 }
}

/// An amount of memory as people write it.
struct MemoryAmount: ExpressibleByArgument, Sendable, Equatable {
    /// The same in bytes, more than 0.
    let bytes: Int

    private static let units: [Character: Double] = ["k": 0x1p10, "m": 0x1p20, "g": 0x1p30, "t": 0x1p40]

    /// Reads a number with one of the suffixes k, m, g and t, or of bytes without one.
    init?(argument: String) {
        let unit = argument.lowercased().last.flatMap { Self.units[$0] }
        let digits = unit == nil ? argument[...] : argument.dropLast()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }), let number = Double(digits)
        else {
            return nil
        }
        guard let bytes = Int(exactly: (number * (unit ?? 1)).rounded()), bytes > 0 else { return nil }
        self.bytes = bytes
    }
}
