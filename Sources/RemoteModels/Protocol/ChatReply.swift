import Foundation

/// A model's answer, read strictly: a server is not trusted.
package struct ChatReply: Sendable, Equatable {
    /// What the model said; empty when it only thought.
    package let text: String
    /// Whether the token limit cut it off.
    package let isCut: Bool
    /// Tokens of the question; 0 when the server does not count.
    package let promptTokens: Int
    /// Tokens of the answer; 0 when the server does not count.
    package let completionTokens: Int

    /// Why a body is no answer.
    struct Unreadable: Error {
        let problem: String
    }

    /// Reads the body of a response to a request; text beyond what its tokens can take is left out, as a limit that
    /// the server heeds would have.
    ///
    /// - Throws: ``Unreadable``.
    init(_ body: [UInt8], to request: ChatRequest) throws(Unreadable) {
        guard String(validating: body, as: UTF8.self) != nil else {
            throw Unreadable(problem: "the answer is not valid UTF-8")
        }
        let answer: Body
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            answer = try decoder.decode(Body.self, from: Data(body))
        } catch DecodingError.keyNotFound(let key, _) {
            throw Unreadable(problem: "the answer has no \"\(key.stringValue)\"")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let key = context.codingPath.last { $0.intValue == nil }?.stringValue
            throw Unreadable(
                problem: key.map { "\"\($0)\" in the answer is of the wrong type" }
                    ?? "the answer is no object")
        } catch {
            throw Unreadable(problem: "the answer is no valid JSON")
        }
        guard let choice = answer.choices.first else { throw Unreadable(problem: "the answer is empty") }
        let counts = [answer.usage?.promptTokens, answer.usage?.completionTokens].map { $0 ?? 0 }
        // Sums of sane counts never overflow.
        guard counts.allSatisfy((0...1 << 32).contains) else {
            throw Unreadable(problem: "its count of tokens is out of range")
        }
        let whole = choice.message.content.text
        let isTooLong = whole.utf8.count > request.textLimit
        // A character that does not fit whole is left out, too.
        let end = isTooLong ? whole.utf8.index(whole.startIndex, offsetBy: request.textLimit) : whole.endIndex
        text = String(whole[..<end])
        isCut = isTooLong || choice.finishReason == "length"
        promptTokens = counts[0]
        completionTokens = counts[1]
    }

    private struct Body: Decodable {
        let choices: [Choice]
        let usage: Usage?
    }

    private struct Choice: Decodable {
        let message: Message
        let finishReason: String?
    }

    private struct Message: Decodable {
        let content: Content
    }

    /// A string, or null from a model whose tokens all went into thinking; the key must be there.
    private struct Content: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            text = value.decodeNil() ? "" : try value.decode(String.self)
        }
    }

    private struct Usage: Decodable {
        let promptTokens: Int?
        let completionTokens: Int?
    }
}
