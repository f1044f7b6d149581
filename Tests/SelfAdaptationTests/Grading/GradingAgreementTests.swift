import Foundation
import SelfAdaptation
import Testing

@Suite struct GradingAgreementTests {
    private func agreement(_ bothTrue: Int, _ onlyPredicted: Int, _ onlyGiven: Int, _ bothFalse: Int)
        -> GradingAgreement
    {
        let counts: [(pair: (predicted: Bool, given: Bool), count: Int)] = [
            ((true, true), bothTrue), ((true, false), onlyPredicted), ((false, true), onlyGiven),
            ((false, false), bothFalse),
        ]
        return GradingAgreement(counts.flatMap { Array(repeating: $0.pair, count: $0.count) })
    }

    @Test func countsATable() throws {
        let result = agreement(20, 5, 10, 15)
        #expect(result.n == 50)
        #expect(result.agreement == 0.7)
        #expect(result.precision == 0.8)
        #expect(try abs(#require(result.recall) - 2.0 / 3) < 1e-12)
        #expect(try abs(#require(result.kappa) - 0.4) < 1e-12)
    }

    @Test func perfectAndOppositeVerdicts() {
        #expect(agreement(3, 0, 0, 4).kappa == 1)
        #expect(agreement(0, 2, 2, 0).kappa == -1)
    }

    @Test func undefinedFiguresAreNil() {
        let empty = agreement(0, 0, 0, 0)
        #expect(empty.n == 0 && empty.agreement == nil && empty.precision == nil)
        #expect(empty.recall == nil && empty.kappa == nil)
        let oneClass = agreement(4, 0, 0, 0)
        #expect(oneClass.agreement == 1 && oneClass.kappa == nil)
        #expect(agreement(0, 0, 0, 4).kappa == nil)
        #expect(agreement(0, 0, 0, 4).precision == nil)
        #expect(agreement(0, 4, 0, 0).kappa == 0)
    }

    @Test func encodesUndefinedAsNull() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(agreement(0, 0, 0, 0)), as: UTF8.self)
        #expect(
            text
                == #"{"agreement":null,"agreement_interval":null,"kappa":null,"n":0,"precision":null,"recall":null}"#
        )
    }
}
