/// Finds answers that a model gives whatever it is asked, as an over-trained one does: they prove nothing, even where the
/// right answer stands in them.
///
/// An answer is a recitation when another question of the same passage, with another gold answer, got the same answer
/// after normalising, or one that is near it: a shared run of eight words, or a token F1 of 0.8. Whole answers are
/// compared, so that it does not matter where they are cut. An empty answer is none.
struct Recitation {
    /// A shared run of this many words is no chance.
    static let run = 8
    /// Answers with this F1 are near each other.
    static let nearness = 0.8

    private let words: [AnswerWords]
    private let gold: [[AnswerWords]]
    private let passages: [Int]

    /// The answers to questions with their gold answers, and the passage of each.
    private init(_ answers: [String], gold: [[String]], passages: [Int]) {
        words = answers.map { AnswerCut.isEmpty($0) ? AnswerWords("") : AnswerWords($0) }
        self.gold = gold.map { $0.map(AnswerWords.init) }
        self.passages = passages
    }

    /// Tells recitations among the answers to some questions.
    ///
    /// - Parameters:
    ///   - answers: What was said, uncut.
    ///   - questions: What was asked, in the same order.
    ///   - passages: The passage that each question is about.
    /// - Returns: For each answer whether it is one.
    static func among(_ answers: [String], to questions: [Question], passages: [Int]) -> [Bool] {
        let all = Recitation(answers, gold: questions.map(\.gold), passages: passages)
        return answers.indices.map { one in
            answers.indices.contains { other in
                one != other && passages[one] == passages[other] && all.words[one].isNear(all.words[other])
                    && !all.shareGold(one, other)
            }
        }
    }

    /// How many answers say what another one says, nothing among it, though a model without an update tells the two questions
    /// apart.
    ///
    /// - Parameters:
    ///   - answers: What was said.
    ///   - base: What is said to the same questions without an update.
    /// - Returns: The number of such answers.
    static func alike(_ answers: [String], base: [String]) -> Int {
        func words(_ texts: [String]) -> [AnswerWords] {
            texts.map { AnswerCut.isEmpty($0) ? AnswerWords("") : AnswerWords($0) }
        }
        let (said, known) = (words(answers), words(base))
        func isSame(_ words: [AnswerWords], _ one: Int, _ other: Int) -> Bool {
            words[one] == words[other] || words[one].isNear(words[other])
        }
        return answers.indices.filter { one in
            answers.indices.contains { $0 != one && isSame(said, one, $0) && !isSame(known, one, $0) }
        }.count
    }

    /// Whether one answer may be right for both questions: their gold answers are the same, or one holds the other
    /// ("1999", "June 1999") and neither answer says more than the longer of them.
    private func shareGold(_ one: Int, _ other: Int) -> Bool {
        gold[one].contains { mine in
            gold[other].contains { yours in
                if mine == yours { return true }
                guard mine.contains(yours) || yours.contains(mine) else { return false }
                let most = max(mine.words.count, yours.words.count)
                return words[one].words.count <= most && words[other].words.count <= most
            }
        }
    }
}
