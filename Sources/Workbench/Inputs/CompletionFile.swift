import Files
import Foundation

/// Study material from a JSON file: for each context a text, a list of candidate texts, or an object with "completion".
package enum CompletionFile {
    /// The candidate texts of each context.
    ///
    /// - Throws: `Diagnosis` that names file and entry.
    package static func read(_ file: String) throws -> [[String]] {
        let data = try JSONInput.list(file, ofEntriesWith: "completion")
        do {
            return try JSONDecoder().decode([Entry].self, from: data).map(\.texts)
        } catch {
            throw Diagnosis(
                file: file, problem: "is not a list of study material (\(error.placeInJSON))",
                remedy: "write one text, or a list of texts, for each context")
        }
    }

    private struct Entry: Decodable {
        let texts: [String]

        private struct Object: Decodable { let completion: String }

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                texts = [text]
            } else if let list = try? value.decode([String].self) {
                texts = list
            } else {
                texts = [try value.decode(Object.self).completion]
            }
        }
    }
}
