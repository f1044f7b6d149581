package import Files

extension JSONText {
    /// Writes the value to standard output, on a line of its own.
    ///
    /// - Throws: ``Diagnosis`` when standard output refuses it, or what ``line(_:snakeCase:)`` throws.
    package static func emit(_ value: some Encodable, snakeCase: Bool = false) throws {
        try StandardStream.output.write(line(value, snakeCase: snakeCase) + "\n")
    }
}
