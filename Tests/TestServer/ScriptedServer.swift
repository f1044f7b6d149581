import Foundation
import Synchronization

/// A server on this machine that sends byte for byte what a test wants, whether that is HTTP or not.
package final class ScriptedServer: Sendable {
    /// What is sent in answer to a request, and what becomes of the connection after it.
    package struct Answer: Sendable {
        /// What follows the last byte.
        package enum Ending: Sendable {
            /// The connection is closed.
            case close
            /// The next request may come.
            case stay
            /// Nothing: the client has to give up.
            case stall
        }

        var bytes: [UInt8]
        var ending: Ending

        /// Any bytes.
        package static func bytes(_ text: String, then ending: Ending = .close) -> Answer {
            Answer(bytes: Array(text.utf8), ending: ending)
        }

        /// A whole response.
        ///
        /// - Parameters:
        ///   - status: Number and reason.
        ///   - headers: Lines, without a length.
        ///   - body: Sent with its length.
        ///   - ending: What follows.
        /// - Returns: The answer that sends them.
        package static func response(
            status: String = "200 OK", headers: [String] = [], _ body: String = "",
            then ending: Ending = .close
        ) -> Answer {
            let lines = ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.utf8.count)", "", body]
            return bytes(lines.joined(separator: "\r\n"), then: ending)
        }
    }

    private struct State {
        var requests: [String] = []
        var connections: [CInt] = []
        var isOver = false
    }

    private let listener: CInt
    private let answer: @Sendable (String, Int) -> Answer
    private let state = Mutex(State())

    /// The port on 127.0.0.1.
    package let port: Int

    /// The address of the server, without a path.
    package var url: String { "http://127.0.0.1:\(port)" }
    /// The requests so far: head and body of each.
    package var requests: [String] { state.withLock { $0.requests } }
    /// How many connections there were.
    package var connectionCount: Int { state.withLock { $0.connections.count } }

    private init(_ answer: @escaping @Sendable (String, Int) -> Answer) throws {
        self.answer = answer
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) | listen(listener, 16) | getsockname(listener, $0, &size)
            }
        }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        guard status == 0 else { throw CocoaError(.featureUnsupported) }
        Thread.detachNewThread { self.accept() }
    }

    /// Runs a server on a free port for as long as `body` takes.
    ///
    /// - Parameters:
    ///   - answer: What is answered to a request, and to its number from 0.
    ///   - body: What uses the server.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package static func run<Value: Sendable>(
        _ answer: @escaping @Sendable (_ request: String, _ number: Int) -> Answer,
        _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let server = try ScriptedServer(answer)
        defer { server.end() }
        return try await body(server)
    }

    private func end() {
        state.withLock { state in
            state.isOver = true
            for connection in state.connections { shutdown(connection, CInt(SHUT_RDWR)) }
        }
        // Whoever waits in accept() or read() gets nothing and leaves.
        shutdown(listener, CInt(SHUT_RDWR))
        close(listener)
    }

    private func accept() {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            let isWanted = state.withLock { state in
                state.connections.append(connection)
                return !state.isOver
            }
            guard isWanted else { return }
            Thread.detachNewThread { self.serve(connection) }
        }
    }

    private func serve(_ connection: CInt) {
        // Closed by nobody else: the number could by then be another connection's. It stays open until the tests end.
        defer { shutdown(connection, CInt(SHUT_RDWR)) }
        while let request = request(on: connection) {
            let number = state.withLock { state in
                state.requests.append(request)
                return state.requests.count - 1
            }
            let answer = answer(request, number)
            guard send(answer.bytes, on: connection) else { return }
            switch answer.ending {
            case .close: return
            case .stay: continue
            case .stall:
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
                return
            }
        }
    }

    private func send(_ bytes: [UInt8], on connection: CInt) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    /// Head and body of the next request; `nil` when the client has gone.
    private func request(on connection: CInt) -> String? {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            text += String(decoding: buffer[..<count], as: UTF8.self)
            // What does not begin with a letter is no HTTP, and no end of it is known.
            guard text.first?.isLetter == true else { return text }
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length = text[..<end.lowerBound].split(separator: "\r\n")
                .first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
        }
    }
}
