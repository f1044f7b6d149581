import Files
import LanguageModel
import Testing

@Suite struct InstructionSetTests {
    @Test func theOneInUseIsAvailable() {
        #expect(InstructionSet.available.contains(.current))
        #expect(InstructionSet.available.first == .portable)
    }

    @Test(arguments: InstructionSet.available)
    func whatTheProcessorHasMayBeAskedFor(set: InstructionSet) throws {
        try InstructionSet.check([InstructionSet.variable: set.rawValue, "HOME": "elsewhere"])
        try InstructionSet.check([:])
    }

    @Test(arguments: InstructionSet.allCases.filter { !$0.isAvailable })
    func whatTheProcessorLacksIsRefused(set: InstructionSet) {
        expectRefusal(of: set.rawValue, problem: "this processor does not have these instructions")
    }

    @Test(arguments: ["avx9", "", "AVX2", "portable "])
    func anUnknownNameIsRefused(name: String) {
        expectRefusal(of: name, problem: "no instruction set of that name")
    }

    private func expectRefusal(of name: String, problem: String) {
        let names = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
        #expect(
            throws: Diagnosis(
                .unavailableInstructions, file: "SELKIE_ISA", place: name, problem: problem,
                remedy: "unset it, or choose one of: \(names)")
        ) {
            try InstructionSet.check([InstructionSet.variable: name])
        }
    }
}
