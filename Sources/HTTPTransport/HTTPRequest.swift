/// What is asked of a server, and how much time and room the answer may take.
package struct HTTPRequest: Sendable {
    /// What is done with the resource.
    package enum Method: Sendable {
        /// Reads it.
        case get
        /// Reads its headers alone.
        case head
        /// Sends it the body.
        case post
    }

    /// A part of a resource.
    package struct Range: Sendable {
        /// The first byte, from 0.
        package let first: UInt64
        /// The last byte that is wanted; `nil` for all that follow.
        package let last: UInt64?

        /// A part of a resource; a server may ignore the wish and send all of it, with status 200 and not 206.
        package init(first: UInt64, last: UInt64? = nil) {
            self.first = first
            self.last = last
        }

        var text: String { "\(first)-\(last.map(String.init) ?? "")" }
    }

    /// How long a server may take; `nil` is without end.
    package struct Patience: Sendable {
        /// Until the connection stands, encryption included.
        package var connecting = Duration.seconds(10)
        /// Without a single byte in either direction.
        package var idle: Duration?
        /// For everything.
        package var total: Duration?

        /// Ten seconds for the connection, and no other limit.
        package init() {}
    }

    /// Where it goes: an http or https address without a user's name.
    package var url: String
    /// What is done.
    package var method: Method
    /// What is sent along.
    package var headers = HTTPHeaders()
    /// What is posted.
    package var body: [UInt8] = []
    /// A secret for this host alone: a redirect to another does not get it.
    package var bearer: String?
    /// The part that is wanted; `nil` for all.
    package var range: Range?
    /// How many redirects are followed, one after the other; never from https to http.
    package var redirects = 0
    /// How long it may take.
    package var patience = Patience()
    /// The longest body that is read, in bytes.
    package var bodyLimit: Int

    /// A request without headers that follows no redirect.
    package init(_ method: Method = .get, _ url: String, bodyLimit: Int) {
        self.method = method
        self.url = url
        self.bodyLimit = bodyLimit
    }
}
