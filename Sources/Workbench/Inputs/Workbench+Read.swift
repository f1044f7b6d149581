import Documents
package import Files
import LanguageModel
import ModelLibrary
import SelfAdaptation
import Text
import Tokenizers

extension Workbench {
    /// What is understood of documents, before anything is learned; a file that can't be read keeps none from the others.
    ///
    /// - Parameters:
    ///   - files: Documents or folders; `-` is standard input.
    ///   - model: The model by whose tokens passages are measured.
    ///   - wording: Words remedies as whoever offers the workbench has them.
    /// - Returns: What was read, and the errors of files that were named.
    /// - Throws: What is wrong with the model, or `CancellationError`.
    package func read(
        _ files: [String], measuredBy model: ModelChoice, wording: (Diagnosis) -> Diagnosis
    ) async throws -> (reading: Reading, skipped: [Diagnosis], errors: [Diagnosis]) {
        let measure = TextMeasure(try Tokenizer(modelPath: resolve(model).path))
        let reader = DocumentReader(environment: environment)
        var reading = Reading()
        var (skipped, errors): ([Diagnosis], [Diagnosis]) = ([], [])
        for file in files {
            do {
                let batch = try await reader.read(file)
                batch.skipped.forEach { reading.refuse($0, wording) }
                skipped += batch.skipped
                for document in batch.documents {
                    try Task.checkCancellation()
                    reading.add(document, measure)
                }
            } catch let error as Diagnosis {
                let told = DatasetFile.refusal(of: error) ?? error
                reading.refuse(told, wording)
                errors.append(told)
            }
        }
        return (reading, skipped, errors)
    }
}
