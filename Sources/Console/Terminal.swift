#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the program may assume about one of its standard streams.
///
/// A value, taken once at the start: whoever formats text is given one and asks the system nothing, so that
/// tests describe any terminal they like.
package struct Terminal: Sendable, Equatable {
    /// Whether a person watches the stream, rather than a file or another program.
    package var isInteractive: Bool
    /// The width in columns; nil when the stream is not a terminal and lines may be of any length.
    package var width: Int?
    /// Whether the stream may be sent colours and other attributes.
    package var allowsColour: Bool
    /// Whether the cursor may be moved to rewrite a line.
    package var allowsRewriting: Bool

    /// The width assumed for a terminal that does not tell its own.
    package static let defaultWidth = 80

    /// A stream that is not a terminal: any width, no colours, nothing rewritten.
    package static let plain = Terminal(isInteractive: false, reportedWidth: nil, environment: [:])

    /// Works out what a stream allows from what is known of it.
    ///
    /// Colours need a terminal, no `NO_COLOR` (set and not empty), a `TERM` other than `dumb`, and nobody who
    /// asked for none. Rewriting needs a terminal that is not `dumb`.
    ///
    /// - Parameters:
    ///   - isInteractive: whether the stream is a terminal.
    ///   - reportedWidth: columns the terminal reports; nil or less than 1 when it does not know.
    ///   - environment: the process's environment.
    ///   - noColour: whether the user gave `--no-color`.
    package init(
        isInteractive: Bool, reportedWidth: Int?, environment: [String: String], noColour: Bool = false
    ) {
        self.isInteractive = isInteractive
        let isDumb = environment["TERM"] == "dumb"
        let forbidsColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        allowsColour = isInteractive && !isDumb && !forbidsColour && !noColour
        allowsRewriting = isInteractive && !isDumb
        if isInteractive {
            let told = [reportedWidth, environment["COLUMNS"].flatMap { Int($0) }].compactMap { $0 }
            width = told.first { $0 > 0 } ?? Terminal.defaultWidth
        } else {
            width = nil
        }
    }

    /// Asks the system about a standard stream of this process.
    ///
    /// - Parameters:
    ///   - stream: which of the two.
    ///   - environment: the process's environment.
    ///   - noColour: whether the user gave `--no-color`.
    package init(of stream: StandardStream, environment: [String: String], noColour: Bool = false) {
        var size = winsize()
        let answered = ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0
        self.init(
            isInteractive: isatty(stream.rawValue) == 1,
            reportedWidth: answered ? Int(size.ws_col) : nil,
            environment: environment,
            noColour: noColour)
    }
}
