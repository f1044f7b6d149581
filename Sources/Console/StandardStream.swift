#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

package import Files
package import Files

/// One of the two streams a command writes to: results go to output, everything about them to error.
package enum StandardStream: Int32, Sendable {
    /// Standard output, file descriptor 1.
    case output = 1
    /// Standard error, file descriptor 2.
    case error = 2

    /// Writes all of the text's UTF-8 bytes.
    ///
    /// The text goes to the descriptor without a buffer of its own, so that what is printed before a crash or
    /// an interrupt is seen.
    ///
    /// - Throws: ``Diagnosis`` when the reader went away, the disk is full or the stream is closed; part of
    ///   the text may have been written.
    package func write(_ text: String) throws(Diagnosis) {
        var remaining = Array(text.utf8)[...]
        while !remaining.isEmpty {
            let written = remaining.withUnsafeBytes { bytes in
                systemWrite(rawValue, bytes)
            }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw .refused(self, errno: errno)
            }
            remaining = remaining.dropFirst(written)
        }
    }
}

extension Diagnosis {
    /// A standard stream refused what was written to it, for the reason that `errno` gives.
    package static func refused(_ stream: StandardStream, errno number: Int32) -> Diagnosis {
        Diagnosis(
            .brokenStream, file: stream == .output ? "standard output" : "standard error",
            problem: "cannot write: \(systemText(number))",
            remedy: "check where it is sent and that there is room")
    }
}

extension Diagnosis.Code {
    /// A standard stream takes no more.
    package static let brokenStream = Self("brokenStream", .inputOutput)
}
