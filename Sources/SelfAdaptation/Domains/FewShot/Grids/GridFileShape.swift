public import Foundation

/// What a JSON file that should hold puzzles is, by its outermost members: what is in them is checked when it is read.
public enum GridFileShape: Sendable, Equatable {
    /// One task: `{"train": [...], "test": [...]}`.
    case task
    /// Several: by their names, or in a list.
    case tasks
    /// Several parts that hold tasks, by the names of the parts.
    case parts([String])
    /// So many inputs with outputs of one puzzle, of which none is said to be a test.
    case pairs(Int)
    /// The outputs of other files' tests: `{NAME: [OUTPUT]}`.
    case solutions
    /// Something else, or no JSON.
    case other

    /// The shape of a file.
    public init(_ data: Data) {
        let value = try? JSONSerialization.jsonObject(with: data)
        if let list = value as? [Any] {
            self = Self.areTasks(list) ? .tasks : Self.arePairs(list) ? .pairs(list.count) : .other
        } else if let object = value as? [String: Any] {
            self = Self.shape(of: object)
        } else {
            self = .other
        }
    }

    private static func shape(of object: [String: Any]) -> GridFileShape {
        if object["train"] is [Any], !areTasks(object["train"]) { return .task }
        if object.isEmpty || areTasks(Array(object.values)) { return .tasks }
        if object.values.allSatisfy({ holdsTasks($0) }) { return .parts(object.keys.sorted()) }
        if arePairs([object]) { return .pairs(1) }
        return object.values.allSatisfy { (($0 as? [Any])?.first as? [Any])?.first is [Any] }
            ? .solutions : .other
    }

    /// Whether a part is tasks by name or in a list; it may be empty.
    private static func holdsTasks(_ value: Any) -> Bool {
        if let object = value as? [String: Any] { return areTasks(Array(object.values)) || object.isEmpty }
        return areTasks(value) || (value as? [Any])?.isEmpty == true
    }

    private static func areTasks(_ value: Any?) -> Bool { have("train", value) }

    private static func arePairs(_ value: Any?) -> Bool { have("input", value) && have("output", value) }

    /// Whether a value is a list of objects that all have a member which is a list, and at least one.
    private static func have(_ key: String, _ value: Any?) -> Bool {
        guard let list = value as? [Any], !list.isEmpty else { return false }
        return list.allSatisfy { ($0 as? [String: Any])?[key] is [Any] }
    }
}
