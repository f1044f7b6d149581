import Files
import Hummingbird
import NIOCore
import Workbench

/// What a client is told when it gets no answer, in OpenAI's form.
struct ServerError: Error {
    /// The status of the response.
    let status: HTTPResponse.Status
    /// The kind of trouble in OpenAI's words.
    let type: String
    /// What is wrong, and what to do about it.
    let message: String
    /// The member of the request that it is about.
    var param: String?
    /// Which trouble it is.
    var code: String?
    /// Seconds after which it may be tried again.
    var retryAfter: Int?
    /// What the address takes.
    var allow: [String] = []

    /// The request is wrong.
    static func badRequest(_ param: String?, _ message: String, code: String = "invalid_value") -> ServerError
    {
        ServerError(
            status: .badRequest, type: "invalid_request_error", message: message, param: param, code: code)
    }

    /// More is under way than may be.
    static let busy = ServerError(
        status: .tooManyRequests, type: "rate_limit_error",
        message: "too many answers are under way; try again in a second", code: "rate_limit_exceeded",
        retryAfter: 1)

    /// There is no key, or another.
    static let unauthorized = ServerError(
        status: .unauthorized, type: "invalid_request_error",
        message: "the key is missing or wrong; send it as 'Authorization: Bearer KEY'",
        code: "invalid_api_key")

    /// A page from elsewhere asks.
    static let foreign = ServerError(
        status: .forbidden, type: "invalid_request_error",
        message: "pages from elsewhere may not ask; give the server a key (SELKIE_API_KEY) to let them",
        code: "foreign_origin")

    /// Nothing has this address.
    static let noRoute = ServerError(
        status: .notFound, type: "invalid_request_error", message: "nothing has this address",
        code: "not_found")

    /// The address takes other methods.
    static func wrongMethod(_ methods: [String]) -> ServerError {
        ServerError(
            status: .methodNotAllowed, type: "invalid_request_error",
            message: "this address takes \(methods.joined(separator: ", "))", code: "method_not_allowed",
            allow: methods)
    }

    /// The number that something is named by.
    ///
    /// - Throws: `Diagnosis` with `.notFound` for what is none: nothing has that name.
    static func number(of noun: String, _ text: String) throws -> Int64 {
        guard let number = Int64(text) else {
            throw Diagnosis(
                .notFound, file: printable(text, limit: 80), problem: "there is no \(noun) of this number",
                remedy: "name one that is listed")
        }
        return number
    }

    /// A server can't listen where it should.
    static func cannotListen(_ options: ServerOptions, _ error: any Error) -> Diagnosis {
        Diagnosis(
            file: "\(options.host):\(options.port)",
            problem: "can't be listened on (\(printable("\(error)")))",
            remedy: "choose another port, or stop the program that has it", category: .unavailable)
    }
}

extension ServerError {
    /// What any error is to a client; a mistake of this program tells nothing of itself.
    init(_ error: any Error) {
        switch error {
        case let error as ServerError: self = error
        case let error as Diagnosis: self.init(error)
        case let error as HTTPError where error.status == .notFound: self = .noRoute
        case let error as HTTPError:
            self.init(
                status: error.status, type: "invalid_request_error",
                message: error.body ?? error.status.reasonPhrase)
        case is NIOTooManyBytesError:
            self.init(
                status: .contentTooLarge, type: "invalid_request_error",
                message: "the body is longer than is allowed; send less", code: "too_long")
        case is CancellationError:
            self.init(
                status: .serviceUnavailable, type: "server_error", message: "the server is stopping",
                code: "stopping")
        default:
            self.init(
                status: .internalServerError, type: "server_error", message: "this program has made a mistake"
            )
        }
    }

    private init(_ error: Diagnosis) {
        let status: HTTPResponse.Status =
            switch error.code.category {
            case .usage, .badData: .badRequest
            case .noInput: .notFound
            case .unavailable: .serviceUnavailable
            case .busy, .unachieved: .conflict
            case .internalError, .cannotCreate, .inputOutput: .internalServerError
            }
        let code =
            switch error.code.name {
            case "contextTooLong": "context_length_exceeded"
            case "notFound": "not_found"
            default: error.code.name
            }
        self.init(
            status: status, type: status.kind == .serverError ? "server_error" : "invalid_request_error",
            message: error.description, param: error.place.isEmpty ? nil : error.place, code: code)
    }

    /// The error as a response's body.
    var body: String {
        let error = ErrorBody(error: .init(message: message, type: type, param: param, code: code))
        return (try? JSONText.line(error)) ?? "{}"
    }
}

/// An error as OpenAI's clients read it.
private struct ErrorBody: Encodable {
    struct Fields: Encodable {
        let message: String
        let type: String
        @Nullable var param: String?
        @Nullable var code: String?

        init(message: String, type: String, param: String?, code: String?) {
            (self.message, self.type) = (message, type)
            _param = Nullable(wrappedValue: param)
            _code = Nullable(wrappedValue: code)
        }
    }

    let error: Fields
}
