import CCurl
import Foundation

/// A request as libcurl wants it: its handle, and the memory that must outlive it.
struct TransferOptions {
    let handle: UnsafeMutableRawPointer
    private let headers: UnsafeMutablePointer<curl_slist>?
    private let message: UnsafeMutablePointer<CChar>

    /// Sets all that a transfer needs; the transfer must live until ``free()``.
    ///
    /// - Returns: `nil` when memory is short or libcurl lacks an option.
    init?(_ transfer: Transfer) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        headers = Self.list(transfer.request.headers)
        guard headers != nil, set(transfer), setSecurity(transfer), setReceivers(transfer) else {
            free()
            return nil
        }
    }

    func free() {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
        message.deallocate()
    }

    /// What libcurl says about a failure.
    var complaint: String { String(cString: message) }

    /// The address of the last response.
    var finalURL: String? {
        selkie_curl_get_text(handle, CURLINFO_EFFECTIVE_URL).map { String(cString: $0) }
    }

    /// Bytes that have moved in either direction.
    var movedBytes: curl_off_t {
        selkie_curl_get_size(handle, CURLINFO_SIZE_DOWNLOAD_T)
            + selkie_curl_get_size(handle, CURLINFO_SIZE_UPLOAD_T)
    }

    private static func list(_ headers: HTTPHeaders) -> UnsafeMutablePointer<curl_slist>? {
        // "Expect" would make libcurl wait for a permission that few servers give.
        var list = curl_slist_append(nil, "Expect:")
        for field in headers.fields {
            // Nothing after the colon would mean to leave the header out.
            let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return nil
            }
            list = longer
        }
        return list
    }

    // MARK: Setting

    private func number(_ option: CURLoption, _ value: Int) -> Bool {
        selkie_curl_set_number(handle, option, value) == CURLE_OK
    }

    private func text(_ option: CURLoption, _ value: String) -> Bool {
        selkie_curl_set_text(handle, option, value) == CURLE_OK
    }

    private func set(_ transfer: Transfer) -> Bool {
        let request = transfer.request
        let connecting = Int(request.patience.connecting / .milliseconds(1))
        var isSet =
            text(CURLOPT_URL, transfer.address.url)
            && number(CURLOPT_NOSIGNAL, 1)
            && number(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
            && number(CURLOPT_CONNECTTIMEOUT_MS, max(1, connecting))
            && number(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
            && number(CURLOPT_FOLLOWLOCATION, request.redirects > 0 ? 1 : 0)
            && number(CURLOPT_MAXREDIRS, request.redirects)
            && selkie_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers) == CURLE_OK
        switch request.method {
        case .get: break
        case .head: isSet = isSet && number(CURLOPT_NOBODY, 1)
        case .post: isSet = isSet && set(body: request.body)
        }
        if request.method != .head {
            // So that a length that is announced is refused before the first byte of the body.
            isSet =
                isSet
                && selkie_curl_set_size(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.bodyLimit))
                    == CURLE_OK
        }
        if let range = request.range { isSet = isSet && text(CURLOPT_RANGE, range.text) }
        return isSet
    }

    private func set(body: [UInt8]) -> Bool {
        number(CURLOPT_POST, 1)
            && selkie_curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)) == CURLE_OK
            && body.withUnsafeBytes {
                // Copied, hence never written to.
                selkie_curl_set_pointer(
                    handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
                    == CURLE_OK
            }
    }

    private func setSecurity(_ transfer: Transfer) -> Bool {
        var isSet =
            text(CURLOPT_PROTOCOLS_STR, "http,https")
            && text(CURLOPT_REDIR_PROTOCOLS_STR, transfer.address.isEncrypted ? "https" : "http,https")
        if let bearer = transfer.request.bearer {
            // As a header it would be ours to keep from other hosts; so libcurl keeps it.
            isSet =
                isSet && number(CURLOPT_HTTPAUTH, Self.bearer) && text(CURLOPT_XOAUTH2_BEARER, bearer)
        }
        if transfer.address.isLoopback { isSet = isSet && text(CURLOPT_PROXY, "") }
        // libcurl's own program reads these, the library does not.
        let environment = ProcessInfo.processInfo.environment
        if let authorities = environment["CURL_CA_BUNDLE"] ?? environment["SSL_CERT_FILE"],
            !authorities.isEmpty
        {
            isSet = isSet && text(CURLOPT_CAINFO, authorities)
        }
        return isSet
    }

    /// `CURLAUTH_BEARER`, a macro that Swift does not see.
    private static let bearer = 1 << 6

    private func setReceivers(_ transfer: Transfer) -> Bool {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        let header: curl_write_callback = { bytes, size, count, context in
            Self.transfer(context)?.receive(header: .init(start: bytes, count: size * count)) == true
                ? size * count : 0
        }
        let body: curl_write_callback = { bytes, size, count, context in
            Self.transfer(context)?.receive(body: .init(start: bytes, count: size * count)) == true
                ? size * count : 0
        }
        return selkie_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message) == CURLE_OK
            && selkie_curl_set_pointer(handle, CURLOPT_HEADERDATA, context) == CURLE_OK
            && selkie_curl_set_pointer(handle, CURLOPT_WRITEDATA, context) == CURLE_OK
            && selkie_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, header) == CURLE_OK
            && selkie_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, body) == CURLE_OK
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
