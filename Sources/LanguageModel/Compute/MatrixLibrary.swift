import COneDNN

/// The library that multiplies matrices.
package enum MatrixLibrary {
    /// Its name and version: "oneDNN 2.7.2".
    package static var description: String {
        guard let version = dnnl_version()?.pointee else { return "oneDNN" }
        return "oneDNN \(version.major).\(version.minor).\(version.patch)"
    }
}
