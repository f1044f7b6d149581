import Memory
import SelfAdaptation
import Text

/// Passages of one source that are taught together, to one adapter.
///
/// Sources are not mixed, so that one can be forgotten without the others; a source of many passages is taught in several
/// groups.
struct StudyGroup: Sendable {
    /// Passages of a group at the most.
    static let most = 16

    /// The source.
    let source: SourceDescription
    /// All passages of the source that stand.
    let passages: [Context]
    /// The places among them of those that are taught.
    var places: [Int]
    /// Whether other groups of the source are taught, too.
    var isPart = false
    /// Questions that were asked about it before; none where it is examined as if for the first time.
    var questions: [QuestionEntry]?

    /// The passages that are taught.
    var contexts: [Context] { places.map { passages[$0] } }

    /// Which passages of the source these are; `nil` where they are all that is taught of it.
    var name: String? {
        guard isPart, let first = places.first, let last = places.last else { return nil }
        let range = first == last ? "passage \(first + 1)" : "passages \(first + 1) to \(last + 1)"
        let isWhole = last - first + 1 == places.count
        return "\(isWhole ? "" : "\(places.count) of ")\(range) of \(passages.count)"
    }

    /// Study material of its own for each of all passages, where questions with answers stand in them: these are learned as they
    /// are asked, too.
    var material: [[String]]? {
        source.kind == .document ? nil : passages.map { [$0.text] }
    }

    /// The groups of a source, as equal in size as may be.
    ///
    /// Which passages belong together is settled by all that stand, so that it is the same when some are done.
    static func all(
        of source: SourceDescription, passages: [Context], places: [Int]
    ) -> [StudyGroup] {
        let count = (passages.count + most - 1) / most
        var groups = (0..<count).map { group in
            let range = group * passages.count / count..<(group + 1) * passages.count / count
            return StudyGroup(source: source, passages: passages, places: places.filter(range.contains))
        }.filter { !$0.places.isEmpty }
        for index in groups.indices {
            groups[index].isPart = groups.count > 1
            if source.kind == .correction { groups[index].questions = groups[index].corrected }
        }
        return groups
    }

    /// The questions that stand with their answers in what is taught.
    private var corrected: [QuestionEntry] {
        contexts.flatMap { StudyItem.parse($0.text) }.compactMap { item in
            guard case .question(let question, let answer) = item else { return nil }
            return QuestionEntry(question: question, gold: [answer])
        }
    }
}

extension SourceStore {
    /// The groups of a source that are taught now: of what changed in it, or was never tried, where other passages of it were;
    /// else of all of it.
    ///
    /// - Throws: `Diagnosis`.
    func groups(
        of source: SourceRecord, as description: SourceDescription, base: String
    ) throws -> [StudyGroup] {
        let pending = try pendingGroups(of: source, as: description, base: base)
        guard pending.isEmpty else { return pending }
        let contexts = try passages(of: source).map(\.context)
        return StudyGroup.all(of: description, passages: contexts, places: Array(contexts.indices))
    }

    /// The groups of what was never tried of a source.
    ///
    /// - Throws: `Diagnosis`.
    func pendingGroups(
        of source: SourceRecord, as description: SourceDescription, base: String
    ) throws -> [StudyGroup] {
        let all = try passages(of: source)
        let pending = Set(try self.pending(source, base: base).map(\.id))
        return StudyGroup.all(
            of: description, passages: all.map(\.context),
            places: all.indices.filter { pending.contains(all[$0].id) })
    }
}
