import Text

/// Which context each question of a document's exam belongs to: the one whose words it shares most.
struct QuestionOwners {
    /// The context of each question.
    let owners: [Int]

    init(_ questions: [Question], contexts: [Context]) {
        let vocabularies = contexts.map { Self.words($0.title + " " + $0.text) }
        owners = questions.map { question in
            let asked = Self.words(question.question)
            let gold = Self.words(question.gold.joined(separator: " "))
            let shares = vocabularies.map { vocabulary in
                // A passage without the answer can hardly be meant, however much else it shares.
                10 * Self.share(gold, vocabulary) + Self.share(asked, vocabulary)
            }
            return shares.indices.max { shares[$0] < shares[$1] } ?? 0
        }
    }

    /// Indices of the questions that belong to a context.
    func questions(of context: Int) -> [Int] { owners.indices.filter { owners[$0] == context } }

    private static func words(_ text: String) -> Set<Substring> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber })
    }

    private static func share(_ words: Set<Substring>, _ vocabulary: Set<Substring>) -> Double {
        words.isEmpty ? 0 : Double(words.filter(vocabulary.contains).count) / Double(words.count)
    }
}
