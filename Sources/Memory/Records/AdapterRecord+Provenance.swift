import Files
import Foundation
import LanguageModel
import ModelFormats

extension AdapterRecord {
    /// The record as the members of `selkie.json`, from which it can be made again.
    var provenance: JSONObject {
        var members: JSONObject = [
            "name": .string(name),
            "created": .string(created.formatted(Self.dates)),
            "base_digest": .string(baseDigest),
            "base_name": .string(baseName),
            "rank": .integer(rank),
            "alpha": .number(alpha),
            "projections": .array(projections.map { .string($0.rawValue) }),
            "sources": .array(sources.map { .string($0) }),
            "questions": .integer(questions),
            "role": .string(role.rawValue),
        ]
        members["style"] = style.map { .string($0) }
        members["score_before"] = scoreBefore.map { .number($0) }
        members["score_after"] = scoreAfter.map { .number($0) }
        members["reader"] = reader.map { .string($0) }
        return members
    }

    /// Makes a record from a folder's `selkie.json`, or returns nil when it lacks what a record needs.
    init?(_ members: JSONObject, hash: String, bytes: Int) {
        guard let name = members["name"]?.string, !name.isEmpty,
            let digest = members["base_digest"]?.string, digest.utf8.count == 64,
            let rank = members["rank"]?.integer, rank > 0, let alpha = members["alpha"]?.double,
            let projections = members["projections"]?.array?.compactMap({ $0.string.flatMap(Projection.init) }
            ),
            let text = members["created"]?.string, let created = try? Date(text, strategy: Self.dates)
        else { return nil }
        self.init(
            hash: hash, name: AdapterName.cut(name), created: created, baseDigest: digest,
            baseName: members["base_name"]?.string ?? "", rank: rank, alpha: alpha, projections: projections,
            sources: members["sources"]?.array?.compactMap(\.string) ?? [], style: members["style"]?.string,
            scoreBefore: members["score_before"]?.double, scoreAfter: members["score_after"]?.double,
            questions: max(0, members["questions"]?.integer ?? 0), bytes: bytes,
            role: members["role"]?.string.flatMap(AdapterRole.init) ?? .knowledge,
            reader: members["reader"]?.string.flatMap { $0.utf8.count == 16 ? $0 : nil })
    }

    private static let dates = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
