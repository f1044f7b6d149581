/// Status and headers of a response.
package struct HTTPHead: Sendable, Equatable {
    /// The status, such as 200.
    package let status: Int
    /// The fields that came with it.
    package internal(set) var headers = HTTPHeaders()
}

/// What a server answered.
package struct HTTPResponse: Sendable {
    /// Status and headers of the last response.
    package let head: HTTPHead
    /// The responses that led there by redirecting, the first one first.
    package let redirects: [HTTPHead]
    /// Where the last response came from, redirects followed; it may hold a secret in its query.
    package let url: String
    /// The body; empty when it was handed on as it came.
    package let body: [UInt8]
}
