import Documents
import Files
import Foundation
import ModelFormats
import SelfAdaptation
import Text

/// A file of puzzles that a user names, or one part of it as FILE:PART.
struct GridFile {
    private let path: String
    /// The part that is wanted of a file of several.
    private let part: String?
    /// The file of solutions, where it is named.
    private let solutions: String?

    /// A file, with its solutions where they are named.
    init(path: String, solutions: String?) {
        let colon = path.lastIndex(of: ":")
        if let colon, !isFile(path), isFile(String(path[..<colon])) {
            self.path = String(path[..<colon])
            part = String(path[path.index(after: colon)...])
        } else {
            self.path = path
            part = nil
        }
        self.solutions = solutions
    }

    private var name: String { URL(filePath: path).deletingPathExtension().lastPathComponent }

    /// The file's tasks, with the outputs of all their tests.
    ///
    /// - Throws: `Diagnosis` that names file and place, and says what the file is where it holds something else.
    func tasks() throws -> [GridTask] {
        let data = try JSONInput.read(path)
        let shape = GridFileShape(data)
        do {
            switch shape {
            case .parts(let parts):
                guard let part, parts.contains(part) else { throw needsPart(parts) }
                return try GridDataset.decode(part: part, of: data, solutions: outputs())
            case .task where part == nil:
                return [try GridDataset.decode(task: data, solutions: outputs(), name: name)]
            case .pairs(let count): throw isPairs(count)
            case .solutions: throw isSolutions
            case .tasks, .task, .other:
                guard part == nil else {
                    throw refusal("has no parts", "name the file alone: \(ShellName.word(path))")
                }
                return try GridDataset.decode(challenges: data, solutions: outputs(), name: name)
            }
        } catch let fault as GridDataset.Incomplete {
            throw refusal(
                "task \(fault.task) \(fault.problem)",
                fault.lacksSolution ? needsSolution : "correct the file",
                fault.lacksSolution ? .giveSolutions : nil)
        } catch let error as DecodingError {
            throw refusal(
                "holds no tasks of grids (\(Self.place(of: error)))",
                shape == .task
                    ? "write {\"train\": [{\"input\", \"output\"}], \"test\": [{\"input\", \"output\"}]}"
                    : "write {NAME: {\"train\": [{\"input\", \"output\"}], \"test\": [{\"input\"}]}}")
        }
    }

    private func refusal(
        _ problem: String, _ remedy: String, _ step: Diagnosis.Step? = nil
    ) -> Diagnosis {
        Diagnosis(file: path, problem: problem, remedy: remedy, step: step)
    }

    /// What to do about a task that no solutions are known of: what was done already is not advised again.
    private var needsSolution: String {
        guard let solutions = solutionsPath else { return "name its file of solutions" }
        return "\(solutions) has none under that name; write the outputs into the tests, "
            + "or name the file that has them"
    }

    private func needsPart(_ parts: [String]) -> Diagnosis {
        let names = parts.map { ShellName.word("\(path):\($0)") }.joined(separator: " or ")
        return refusal(
            "holds \(Quantity.count(parts.count, "part")), and "
                + (part.map { "none of them is \($0)" } ?? "which is meant is not said"), "name one: \(names)"
        )
    }

    private func isPairs(_ count: Int) -> Diagnosis {
        let problem =
            "is a list of \(Quantity.count(count, "pair")) of one puzzle, and says of none that it is a test"
        guard count > 1 else {
            return refusal(problem, "put it with others into {\"train\": [...], \"test\": [...]}")
        }
        // As many demonstrations as puzzles usually have.
        let shown = min(3, count - 1)
        // Reads what is read here: a list or lines, in UTF-8 or UTF-16.
        let program =
            "import json, sys; data = open(sys.argv[1], 'rb').read(); "
            + "text = data.decode(json.detect_encoding(data)).strip(); "
            + "pairs = json.loads(text if text[0] == '[' else '[' + ','.join(filter(str.strip, text.splitlines())) + ']'); "
            + "json.dump({'train': pairs[:\(shown)], 'test': pairs[\(shown):\(shown + 1)]}, open(sys.argv[2], 'w'))"
        return refusal(
            problem,
            "say which, for example the first \(shown) as demonstrations and the next one as the test: python3 -c \"\(program)\" "
                + "\(ShellName.word(path)) \(ShellName.output(for: path, ending: "-task.json"))"
        )
    }

    private var isSolutions: Diagnosis {
        refusal(
            "holds the solutions of puzzles and not what is asked",
            "name the file of challenges, and this one as its solutions", .giveSolutions)
    }

    /// The file of solutions: that which is named, else the one beside a file of challenges.
    private var solutionsPath: String? {
        let beside = URL(filePath: path).deletingLastPathComponent()
            .appending(path: "\(name.replacing("challenges", with: "solutions")).json")
            .path(percentEncoded: false)
        return solutions ?? (name.contains("challenges") && isFile(beside) ? beside : nil)
    }

    /// The outputs of the file of solutions, by task; none where there is no such file.
    private func outputs() throws -> [String: [Grid]] {
        guard let path = solutionsPath else { return [:] }
        do {
            return try GridDataset.decode(solutions: JSONInput.read(path))
        } catch let error as DecodingError {
            throw Diagnosis(
                file: path, problem: "holds no solutions (\(Self.place(of: error)))",
                remedy: "write {NAME: [OUTPUT, ...]} with one grid for each test")
        }
    }

    /// Where in a file of tasks something is wrong, and what.
    private static func place(of error: DecodingError) -> String {
        let context: DecodingError.Context
        let problem: String
        switch error {
        case .keyNotFound(let key, let place): (context, problem) = (place, "\(key.stringValue) is missing")
        case .dataCorrupted(let place): (context, problem) = (place, place.debugDescription)
        case .typeMismatch(_, let place), .valueNotFound(_, let place):
            (context, problem) = (place, "of the wrong type")
        @unknown default: return "unreadable"
        }
        let path = context.codingPath.map { key in
            key.intValue.map { "entry \($0 + 1)" } ?? key.stringValue
        }.joined(separator: ", ")
        guard path.isEmpty else { return "\(path): \(problem)" }
        return (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String ?? problem
    }
}
