#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
    /// - Throws: ``StreamError`` when the reader went away, the disk is full or the stream is closed; part of
    ///   the text may have been written.
    package func write(_ text: String) throws(StreamError) {
        var remaining = Array(text.utf8)[...]
        while !remaining.isEmpty {
            let written = remaining.withUnsafeBytes { bytes in
                systemWrite(rawValue, bytes)
            }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw StreamError(stream: self, number: errno)
            }
            remaining = remaining.dropFirst(written)
        }
    }
}

/// The system's `write`, which the method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// A standard stream refused what was written to it.
package struct StreamError: Error, Equatable, CustomStringConvertible {
    /// The stream that refused.
    package var stream: StandardStream
    /// The system's error number.
    package var number: Int32

    /// Creates the error.
    package init(stream: StandardStream, number: Int32) {
        self.stream = stream
        self.number = number
    }

    /// One line with the stream, the system's reason and what to do.
    package var description: String {
        let name = stream == .output ? "standard output" : "standard error"
        return "\(name): cannot write: \(String(cString: strerror(number))); "
            + "check where it is sent and that there is room"
    }
}
