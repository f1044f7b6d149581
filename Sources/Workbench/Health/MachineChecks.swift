import Files
import Foundation
import LanguageModel
import Text

/// Looks at the processor, the memory and the installed libraries and programs.
struct MachineChecks {
    let environment: [String: String]

    /// All of them, in the order in which they are shown.
    func checks() -> [Check] {
        [processor, instructions, cores, memory, matrixProducts, pdfTool]
    }

    private var processor: Check {
        let name = Processor.name
        #if arch(x86_64)
            let fields = Processor.fields("/proc/cpuinfo")
            let flags = Set((fields["flags"] ?? "").split(separator: " ").map(String.init))
            guard !flags.isEmpty else { return .ok("processor", name) }
            let shown = ["sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_vnni", "amx_tile"].filter(
                flags.contains)
            let finding = "\(name): \(shown.joined(separator: ", "))"
            return flags.isSuperset(of: ["avx2", "fma"])
                ? .ok("processor", finding)
                : .warn(
                    "processor", finding,
                    remedy: "without AVX2 and FMA everything is several times slower; use a newer machine")
        #else
            return .ok("processor", name)
        #endif
    }

    /// What the kernels run with; the same for all of them, whatever the processor could.
    private var instructions: Check {
        do {
            try InstructionSet.check(environment)
        } catch {
            return .fail(
                "instructions", "\(error.file): \(error.place): \(error.problem)", remedy: error.remedy)
        }
        let others = InstructionSet.available.filter { $0 != .current }.map(\.rawValue)
        let chosen = environment[InstructionSet.variable] == nil ? "" : ", as \(InstructionSet.variable) says"
        let rest = others.isEmpty ? "" : "; it can run \(others.joined(separator: " and ")) too"
        return .ok("instructions", InstructionSet.current.rawValue + chosen + rest)
    }

    private var matrixProducts: Check {
        .ok("matrix products", "\(MatrixLibrary.description), \(MatrixLibrary.instructions)")
    }

    private var cores: Check {
        let count = ProcessInfo.processInfo.activeProcessorCount
        return count > 1
            ? .ok("cores", "\(count)")
            : .warn("cores", "1", remedy: "give the program two cores or more")
    }

    private var memory: Check {
        let total = Int(ProcessInfo.processInfo.physicalMemory)
        let available = FreeMemory.bytes
        let finding = "\(Quantity.bytes(available)) free of \(Quantity.bytes(total))"
        let remedy = "learning with the default model takes up to 2.5 GB; close other programs"
        if available < 1 << 30 { return .fail("memory", finding, remedy: remedy) }
        return available < 5 << 29 ? .warn("memory", finding, remedy: remedy) : .ok("memory", finding)
    }

    private var pdfTool: Check {
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let path = folders.map { "\($0)/pdftotext" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        return path.map { .ok("pdftotext", $0) }
            ?? .warn(
                "pdftotext", "not installed, so PDF files cannot be read",
                remedy: "install it (Debian: apt-get install poppler-utils; macOS: brew install poppler)")
    }
}
