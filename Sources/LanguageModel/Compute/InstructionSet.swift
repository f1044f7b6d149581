public import Files
package import Kernels

/// The instructions that kernels run with.
public enum InstructionSet: String, CaseIterable, Sendable, Codable {
    /// What every processor of the architecture has.
    case portable
    /// AVX2 with FMA and F16C.
    case avx2
    /// AVX-512 with F, VL, DQ, BW and CD.
    case avx512
    /// 64-bit ARM.
    case neon

    /// The variable that asks for a narrower one than the processor has.
    public static let variable = "SELKIE_ISA"

    /// The one in use: what the variable asks for, else the widest that this processor has.
    public static var current: InstructionSet { InstructionSet(selkie_isa_current()) }

    /// Those that this processor has, narrowest first.
    public static var available: [InstructionSet] { allCases.filter(\.isAvailable) }

    /// Whether this processor has it.
    public var isAvailable: Bool { selkie_isa_is_supported(kernels) == 1 }

    /// Its kernels' name for it.
    package var kernels: selkie_isa {
        switch self {
        case .portable: SELKIE_ISA_PORTABLE
        case .avx2: SELKIE_ISA_AVX2
        case .avx512: SELKIE_ISA_AVX512
        case .neon: SELKIE_ISA_NEON
        }
    }

    private init(_ kernels: selkie_isa) {
        self = Self.allCases.first { $0.kernels == kernels } ?? .portable
    }

    /// Refuses what the variable asks for when it is no instruction set, or none of this processor's.
    ///
    /// - Throws: `Diagnosis` with `.unavailableInstructions`.
    public static func check(_ environment: [String: String]) throws(Diagnosis) {
        guard let wanted = environment[variable] else { return }
        guard InstructionSet(rawValue: wanted)?.isAvailable != true else { return }
        let names = available.map(\.rawValue).joined(separator: ", ")
        throw Diagnosis(
            .unavailableInstructions, file: variable, place: wanted,
            problem: allCases.contains { $0.rawValue == wanted }
                ? "this processor does not have these instructions" : "no instruction set of that name",
            remedy: "unset it, or choose one of: \(names)")
    }
}
