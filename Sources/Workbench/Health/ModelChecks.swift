import Files
import LanguageModel
import ModelLibrary
import Text

/// Looks whether the model is there and whole, loads it and times matrix products at its shapes.
struct ModelChecks {
    let bench: Workbench
    let choice: ModelChoice

    /// The least share of what registers allow, at rows as in training, that a path which works reaches, even beside
    /// other programs.
    private static let leastShare = 0.25

    /// The model, then the rate when there is one.
    ///
    /// - Throws: `CancellationError` alone; whatever is wrong with the model is a finding.
    func checks() throws -> [Check] {
        do {
            let found = try bench.resolve(choice)
            // Without instructions nothing is computed; that they are wrong is said by another check.
            guard (try? InstructionSet.check(bench.environment)) != nil else { return [try file(found)] }
            let model = try bench.load(choice)
            return [try file(found), try rate(model)]
        } catch let error as CancellationError {
            throw error
        } catch let error as Diagnosis {
            return [.fail("model", error)]
        } catch {
            let finding = TextLayout.singleLine(String(describing: error))
            return [.fail("model", finding, remedy: "use another model", step: .listModels)]
        }
    }

    /// A model of the catalogue proves itself by its digest, however often it did before.
    private func file(_ found: ModelResolver.Model) throws -> Check {
        let finding = "\(found.name), \(found.path)"
        guard let entry = ModelCatalog.entry(named: found.name) else { return .ok("model", finding) }
        return try FileDigest.sha256(of: found.path) == entry.sha256
            ? .ok("model", finding + ", SHA-256 verified")
            : .fail(
                "model", finding + ": the SHA-256 is wrong", remedy: "fetch it again", step: .pull(entry.name)
            )
    }

    private func rate(_ model: LanguageModel) throws -> Check {
        bench.tell(.began(.job("Multiplying matrices")))
        defer { bench.tell(.ended) }
        let threads = bench.threads(choice)
        var products = MatrixBench(model, threads: threads)
        let one = try products.rates(rows: 1, repeats: 3).median / 1e9
        let many = try products.rates(rows: 45, repeats: 3).median / 1e9
        let limit = MachineBench.registers(threads: threads, repeats: 3).median / 1e9
        let finding =
            "\(Quantity.rate(one)) Gflop/s at 1 row, \(Quantity.rate(many)) at 45, at this model's shapes; "
            + "registers allow \(Quantity.rate(limit))"
        return many < Self.leastShare * limit
            ? .fail(
                "speed", finding,
                remedy: "far below what this processor can do: close other programs, check the threads and "
                    + "\(InstructionSet.variable); if it stays, report it with a benchmark of the kernels",
                step: .benchmarkKernels)
            : .ok("speed", finding)
    }
}
