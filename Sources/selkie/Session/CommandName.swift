import ArgumentParser
import Console
import Files
import ModelLibrary
import Workbench

/// The names of commands as they are typed, for those that are mistyped.
enum CommandName {
    /// The error of the first word that should name a command and does not; `nil` when all do.
    ///
    /// argument-parser takes such a word for an argument too many and has nothing to suggest.
    ///
    /// - Parameters:
    ///   - arguments: What follows the program's name.
    ///   - root: The program.
    /// - Returns: An error that suggests the nearest name.
    static func unknown(in arguments: [String], of root: any ParsableCommand.Type) -> Diagnosis? {
        var (command, path) = (root, root._commandName)
        for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
            let known = command.configuration.subcommands
            guard !known.isEmpty, !word.hasPrefix("-") else { return nil }
            guard let next = known.first(where: { $0._commandName == word }) else {
                return Diagnosis(
                    file: word, problem: "is no command of \(path)",
                    remedy: suggestion(for: word, among: known.map { $0._commandName }, of: path),
                    category: .usage)
            }
            (command, path) = (next, "\(path) \(word)")
        }
        return nil
    }

    private static func suggestion(for word: String, among known: [String], of path: String) -> String {
        let near = known.filter { NearMiss.isNear(word, $0) || $0.hasPrefix(word) }
        let nearest = near.min { NearMiss.distance($0, word) < NearMiss.distance($1, word) }
        return nearest.map { "did you mean \(path) \($0)?" } ?? "\(path) --help lists them"
    }
}
