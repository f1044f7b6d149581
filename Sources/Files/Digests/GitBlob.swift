import CCrypto

/// How git names what a file holds: a SHA-1 of its length and its bytes.
///
/// Good against accidents and no more: SHA-1 can be made to collide.
package enum GitBlob {
    /// The name, 40 small hexadecimal digits.
    package static func name(of bytes: [UInt8]) -> String {
        let whole = Array("blob \(bytes.count)\0".utf8) + bytes
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(EVP_MAX_MD_SIZE)) { digest in
            var count: UInt32 = 0
            let status = EVP_Digest(whole, whole.count, digest.baseAddress, &count, EVP_sha1(), nil)
            precondition(status == 1, "no memory for a digest")
            return digest[..<Int(count)].hexadecimal
        }
    }
}
