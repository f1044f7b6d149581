import CCurl

extension HTTPError {
    /// The error that a result of libcurl is.
    ///
    /// - Parameters:
    ///   - result: Not `CURLE_OK`.
    ///   - address: What was asked.
    ///   - detail: libcurl's own words.
    ///   - status: The last status that came.
    init(_ result: CURLcode, _ address: HTTPAddress, detail: String, status: Int?) {
        let code: Code =
            switch result {
            case CURLE_URL_MALFORMAT: .invalid
            case CURLE_COULDNT_RESOLVE_HOST: .unknownHost
            case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .refused
            // The other time-outs are counted by the loop.
            case CURLE_OPERATION_TIMEDOUT: .connectTimedOut
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
                CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_INVALIDCERTSTATUS:
                .insecure
            case CURLE_FILESIZE_EXCEEDED: .tooLarge
            case CURLE_TOO_MANY_REDIRECTS: .redirected
            case CURLE_UNSUPPORTED_PROTOCOL: (300..<400).contains(status ?? 0) ? .redirected : .notHTTP
            case CURLE_WEIRD_SERVER_REPLY: .notHTTP
            default: .brokenOff
            }
        self.init(
            code: code, subject: address.description,
            detail: detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail)
    }
}
