import Files
import Foundation
import HTTPTransport
import ModelFormats

/// Asks the hub, and says in words why it does not answer.
struct HubClient {
    let environment: HubEnvironment
    let reference: HubReference
    private let transport = HTTPClient()

    /// The hub's largest lists of files are of some megabytes.
    private static let longestAnswer = 64 << 20
    /// What the hub says on the way to a file, or in place of it, may be longer than the file.
    private static let longestRemark = 1 << 20

    init(_ environment: HubEnvironment, _ reference: HubReference) {
        self.environment = environment
        self.reference = reference
    }

    /// The commit and the files of the revision.
    ///
    /// - Throws: `Diagnosis`, or `CancellationError`.
    func revision() async throws -> HubRevision {
        guard !environment.isOffline else {
            throw Diagnosis(
                .unavailable, file: reference.text, problem: "HF_HUB_OFFLINE forbids to ask the hub",
                remedy: "unset it, or use a model that is here", step: .listModels)
        }
        let revision = Self.encoded(reference.revision ?? "main", keeping: "")
        let request = request(
            "/api/models/\(reference.repository)/revision/\(revision)?blobs=true", limit: Self.longestAnswer)
        let response = try await told { try await transport.response(to: request) }
        try check(response.head)
        let text = String(decoding: response.body, as: UTF8.self)
        guard let answer = try? JSONValue(parsing: text, path: environment.endpoint).object,
            let revision = HubRevision(answer)
        else {
            throw Diagnosis(
                .unavailable, file: environment.endpoint, problem: "it does not answer as the hub does",
                remedy: "check HF_ENDPOINT")
        }
        return revision
    }

    /// Fetches a file's bytes from `first` on, and hands them on as they come, only those of a good answer.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - commit: the commit that it is of.
    ///   - first: how many bytes are here already.
    ///   - receive: takes a piece, and whether it is the whole file that comes in spite of what was asked for.
    /// - Throws: `Diagnosis`, what `receive` throws, or `CancellationError`.
    func fetch(
        _ file: HubFile, commit: String, from first: Int,
        _ receive: @escaping @Sendable (_ piece: [UInt8], _ isWhole: Bool) throws -> Void
    ) async throws {
        var request = request(
            "/\(reference.repository)/resolve/\(commit)/\(Self.encoded(file.path, keeping: "/"))",
            limit: max(file.bytes, Self.longestRemark))
        if first > 0 { request.range = .init(first: UInt64(first)) }
        let response = try await told {
            try await transport.stream(request) { head, piece in
                switch head.status {
                case 200: try receive(Array(piece), true)
                case 206 where head.headers["content-range"]?.hasPrefix("bytes \(first)-") == true:
                    try receive(Array(piece), false)
                default: break
                }
            }
        }
        try check(response.head)
        // The hub tells what it is about to send on its way there.
        let heads = response.redirects + [response.head]
        if let etag = heads.compactMap({ $0.headers["x-linked-etag"] }).first, file.isLarge,
            etag.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "\"W/")) != file.digest
        {
            throw Diagnosis(
                .damaged, file: "\(reference.text): \(file.path)",
                problem: "the hub sends another file than it lists", remedy: "pull again later")
        }
    }

    private func request(_ path: String, limit: Int) -> HTTPRequest {
        var request = HTTPRequest(.get, environment.endpoint + path, bodyLimit: limit)
        request.bearer = environment.token
        request.headers = ["User-Agent": "selkie"]
        request.redirects = 5
        request.patience.idle = environment.patience
        return request
    }

    /// A text as a part of an address.
    private static func encoded(_ text: String, keeping more: String) -> String {
        let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~" + more
        return text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: plain)) ?? text
    }

    private func told<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as HTTPError {
            throw HubFailure.error(error)
        }
    }

    private func check(_ head: HTTPHead) throws(Diagnosis) {
        guard ![200, 206].contains(head.status) else { return }
        throw HubFailure.refusal(head, reference, environment)
    }
}
