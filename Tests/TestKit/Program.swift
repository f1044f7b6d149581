import Foundation

/// Runs the built program as a user does.
package enum Program {
    /// What a run came to.
    package struct Outcome: Sendable {
        /// Bytes on standard output, as text.
        package let output: String
        /// Bytes on standard error, as text.
        package let errors: String
        /// The exit code; minus the signal's number when one ended it.
        package let status: Int32

        /// The lines of standard output.
        package var lines: [Substring] { output.split(separator: "\n") }

        /// Standard output's lines as JSON objects.
        ///
        /// - Throws: What Foundation's parser throws for a line that is no JSON.
        package func objects() throws -> [[String: Any]] {
            try lines.map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }
    }

    /// Where the program is: beside the tests that are running.
    package static var path: String {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
        let places = [tests, root.appending(path: ".build/release"), root.appending(path: ".build/debug")]
        let found = places.map { $0.appending(path: "selkie").path }
        return found.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "selkie"
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: what follows the program's name.
    ///   - input: what it reads from standard input.
    ///   - environment: further variables.
    ///   - home: its home folder; also its `HOME`, so that nothing of the user's is touched.
    /// - Returns: What it wrote and how it ended.
    /// - Throws: What starting a process throws.
    package static func run(
        _ arguments: [String], input: some Collection<UInt8> = [], environment: [String: String] = [:],
        home: TemporaryHome
    ) throws -> Outcome {
        let process = process(arguments, environment: environment, home: home)
        // Files rather than pipes: neither side can fill one up and wait for the other.
        let name = UUID().uuidString
        let streams = ["in", "out", "err"].map { home.path(".\(name).\($0)") }
        try Data(input).write(to: URL(filePath: streams[0]))
        for stream in streams.dropFirst() { try Data().write(to: URL(filePath: stream)) }
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: streams[0]))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: streams[1]))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: streams[2]))
        try process.run()
        process.waitUntilExit()
        func text(_ stream: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: stream)), as: UTF8.self)
        }
        let status = process.terminationStatus
        return Outcome(
            output: try text(streams[1]), errors: try text(streams[2]),
            status: process.terminationReason == .uncaughtSignal ? -status : status)
    }

    /// Runs the program to its end while other tasks of the test go on, such as a server that it asks.
    ///
    /// - Returns: What it wrote and how it ended.
    /// - Throws: What starting a process throws.
    package static func runAside(
        _ arguments: [String], environment: [String: String] = [:], home: TemporaryHome
    ) async throws -> Outcome {
        // Waiting for a process takes a thread; one of the tasks' own would be missing to the server.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try run(arguments, environment: environment, home: home) })
            }
        }
    }

    /// Starts the program, waits for its first words and presses Ctrl-C.
    ///
    /// - Returns: What it wrote and how it ended.
    /// - Throws: What starting a process throws.
    package static func interrupt(_ arguments: [String], home: TemporaryHome) throws -> Outcome {
        let process = process(arguments, home: home)
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var words = output.fileHandleForReading.availableData
        kill(process.processIdentifier, SIGINT)
        words += try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let status = process.terminationStatus
        return Outcome(
            output: String(decoding: words, as: UTF8.self),
            errors: String(decoding: complaints, as: UTF8.self),
            status: process.terminationReason == .uncaughtSignal ? -status : status)
    }

    /// Starts the program and kills it after a while, wherever it is by then.
    ///
    /// - Returns: Whether it was killed rather than done.
    /// - Throws: What starting a process throws.
    package static func cutOff(_ arguments: [String], after seconds: Double, home: TemporaryHome) throws
        -> Bool
    {
        let process = process(arguments, home: home)
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The calling thread keeps the time: a queue's may come late when tests keep all of them waiting. Words or the
        // end of the output end the wait; what is cut off is silent until it is done.
        var words = pollfd(
            fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        poll(&words, 1, Int32(seconds * 1000))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    /// Starts the program, and kills it when `moment` returns.
    ///
    /// - Throws: What starting a process or `moment` throws.
    package static func killed(
        _ arguments: [String], environment: [String: String], home: TemporaryHome,
        when moment: () throws -> Void
    ) throws {
        let process = process(arguments, environment: environment, home: home)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try moment()
    }

    /// Whether the system tells what memory a process takes.
    package static var tellsPeaks: Bool { FileManager.default.fileExists(atPath: "/proc/self/status") }

    /// Runs the program to its end and watches its memory.
    ///
    /// - Returns: The most main memory that it had at once, in bytes, looked at every millisecond.
    /// - Throws: What starting a process throws.
    package static func peak(
        _ arguments: [String], input: some Collection<UInt8> = [], home: TemporaryHome
    ) throws -> Int {
        let process = process(arguments, home: home)
        let file = home.path(".\(UUID().uuidString).in")
        try Data(input).write(to: URL(filePath: file))
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: file))
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        var peak = 0
        while process.isRunning {
            let status = try? String(
                contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
            let kilobytes = status?.firstMatch(of: #/VmHWM:\s+(\d+) kB/#).flatMap { Int($0.1) }
            peak = max(peak, (kilobytes ?? 0) << 10)
            poll(nil, 0, 1)
        }
        return peak
    }

    private static func process(
        _ arguments: [String], environment: [String: String] = [:], home: TemporaryHome
    ) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let standard = [
            "SELKIE_HOME": home.path, "HOME": home.path,
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
        process.environment = standard.merging(environment) { $1 }
        return process
    }
}
