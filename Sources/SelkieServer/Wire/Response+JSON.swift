import Files
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A value as JSON, its keys in snake case.
    ///
    /// - Throws: `EncodingError`.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        text(
            try JSONText.line(value, snakeCase: true), type: "application/json", status: status,
            headers: headers)
    }

    /// Text of some type.
    static func text(
        _ text: String, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// An error in OpenAI's form.
    static func failure(_ error: ServerError) -> Response {
        var headers = HTTPFields()
        headers[.retryAfter] = error.retryAfter.map(String.init)
        if !error.allow.isEmpty { headers[.allow] = error.allow.joined(separator: ", ") }
        return text(error.body, type: "application/json", status: error.status, headers: headers)
    }
}

extension HTTPField.Name {
    /// The receipt of an answer.
    static let receipt = HTTPField.Name("x-selkie-record-id")
    /// Whether something may be learned of a turn: `never` keeps it out.
    static let learn = HTTPField.Name("x-selkie-learn")
}
