import Files
import Foundation
import Hummingbird
import NIOCore

/// The object that a request's body holds; members are asked for by the type that they have to have.
struct RequestObject: Sendable {
    let object: JSONObject

    /// Reads a request's body.
    ///
    /// - Throws: `ServerError` for a body that is too long, or is no JSON object.
    init(_ request: Request, limit: Int, mayBeEmpty: Bool = false) async throws {
        let bytes = try await request.body.collect(upTo: limit)
        if mayBeEmpty, bytes.readableBytes == 0 {
            self.init(JSONObject())
        } else {
            try self.init(bytes)
        }
    }

    /// Reads the bytes of a body.
    ///
    /// - Throws: `ServerError` for what is no JSON object.
    init(_ bytes: ByteBuffer) throws {
        let value: JSONValue
        do {
            value = try bytes.withUnsafeReadableBytes { (bytes) throws(Diagnosis) in
                try JSONParser.parse(bytes, path: "the body")
            }
        } catch {
            throw ServerError.badRequest(
                nil, "the body is no JSON: \(error.place): \(error.problem)", code: "invalid_json")
        }
        guard let object = value.object else {
            throw ServerError.badRequest(
                nil, "the body is \(value.kind) and not an object", code: "invalid_json")
        }
        self.object = object
    }

    init(_ object: JSONObject) { self.object = object }

    /// The value of a member that is there and not null.
    subscript(key: String) -> JSONValue? { object[key].flatMap { $0.isNull ? nil : $0 } }

    func string(_ key: String) throws -> String? { try typed(key, "a string", \.string) }

    /// Who asks or gives something, in at most 200 characters; nobody where the name is empty.
    func user(_ key: String) throws -> String? {
        try string(key).flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
    }

    func bool(_ key: String) throws -> Bool? { try typed(key, "true or false", \.bool) }

    func object(_ key: String) throws -> RequestObject? {
        try typed(key, "an object") { $0.object.map(RequestObject.init) }
    }

    func array(_ key: String) throws -> [JSONValue]? { try typed(key, "a list", \.array) }

    func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
        let form =
            range.upperBound == .max
            ? "a whole number from \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try typed(key, form) { value in value.integer.flatMap { range.contains($0) ? $0 : nil } }
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
        try typed(key, "a number from \(range.lowerBound) to \(range.upperBound)") { value in
            value.double.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// The value, which has to be there.
    func required<Value>(_ value: Value?, _ key: String) throws -> Value {
        guard let value else {
            throw ServerError.badRequest(key, "'\(key)' is missing", code: "missing_required_parameter")
        }
        return value
    }

    private func typed<Value>(
        _ key: String, _ wanted: String, _ convert: (JSONValue) -> Value?
    ) throws -> Value? {
        guard let value = self[key] else { return nil }
        guard let converted = convert(value) else {
            throw ServerError.badRequest(key, "'\(key)' has to be \(wanted)")
        }
        return converted
    }
}

extension BasicRequestContext {
    /// What the address names.
    ///
    /// - Throws: `HTTPError` where it names nothing.
    var id: String {
        get throws {
            let id = try parameters.require("id")
            return id.removingPercentEncoding ?? id
        }
    }
}
