import COneDNN

/// The library that multiplies matrices.
package enum MatrixLibrary {
    /// Its name and version: "oneDNN 2.7.2".
    package static var description: String {
        guard let version = dnnl_version()?.pointee else { return "oneDNN" }
        return "oneDNN \(version.major).\(version.minor).\(version.patch)"
    }

    /// The widest instructions that it uses, as it names them.
    package static var instructions: String {
        _ = ceiling
        return dnnl_cpu_isa2str(dnnl_get_effective_cpu_isa()).map { String(cString: $0) } ?? "unknown"
    }

    /// Keeps it from wider instructions than the kernels use; takes effect before its first product alone.
    static let ceiling: Void = {
        switch InstructionSet.current {
        case .portable: dnnl_set_max_cpu_isa(dnnl_cpu_isa_sse41)
        case .avx2: dnnl_set_max_cpu_isa(dnnl_cpu_isa_avx2)
        case .avx512, .neon: break
        }
    }()
}
