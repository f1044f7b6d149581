extension Error {
    /// Where a list of entries in JSON is not as it should be: `entry 3 has no "answer"`.
    var placeInJSON: String {
        guard let error = self as? DecodingError else { return "unreadable" }
        switch error {
        case .keyNotFound(let key, let context):
            return "entry \((context.codingPath.first?.intValue ?? 0) + 1) has no \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            guard let index = context.codingPath.first?.intValue else { return "it is no list" }
            let key = context.codingPath.last?.stringValue ?? ""
            return "entry \(index + 1): \"\(key)\" is of the wrong type"
        default: return "no valid JSON"
        }
    }
}
