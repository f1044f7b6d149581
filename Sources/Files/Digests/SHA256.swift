import CCrypto

/// A SHA-256 in the making, by the system's libcrypto.
///
/// Only a lack of memory could make libcrypto fail here, and that ends the program, as everywhere in Swift.
package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// The digest of nothing so far.
    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("no memory for a digest")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "libcrypto refuses bytes")
    }

    /// Adds bytes.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// The digest of all bytes so far, 64 small hexadecimal digits; more may follow.
    package func hexadecimal() -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(EVP_MAX_MD_SIZE)) { digest in
            let copy = SHA256()
            var count: UInt32 = 0
            let isDone =
                EVP_MD_CTX_copy_ex(copy.context, context) == 1
                && EVP_DigestFinal_ex(copy.context, digest.baseAddress, &count) == 1
            precondition(isDone, "no memory for a digest")
            return digest[..<Int(count)].hexadecimal
        }
    }

    /// The digest of a text's UTF-8 or of other bytes: 64 small hexadecimal digits.
    package static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hexadecimal()
    }
}
