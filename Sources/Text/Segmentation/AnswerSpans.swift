/// Short spans of a text that a person would ask about, found by rules: names, numbers with what they count, dates, what
/// stands in quotation marks, and the noun phrases that follow articles and prepositions.
///
/// The rules know English function words; in other languages names, numbers and quotations are found.
package enum AnswerSpans {
    /// Words of a span at the most.
    package static let longest = 5

    /// The spans of a sentence, those that are most often asked about first, none inside another.
    package static func of(_ sentence: some StringProtocol) -> [String] {
        let words = words(of: sentence)
        let found = quotations(in: words) + numbers(in: words) + names(in: words) + phrases(in: words)
        var taken = Set<Int>()
        return found.compactMap { range in
            guard taken.isDisjoint(with: range) else { return nil }
            taken.formUnion(range)
            return text(words[range])
        }
    }

    private struct Word {
        /// As it stands, without punctuation around it.
        let text: String
        /// Whether something ends after it: a clause, a sentence, a quotation.
        let isLast: Bool
        /// Whether a quotation begins or ends with it.
        let opens: Bool
        let closes: Bool

        var lower: String { text.lowercased() }
        var isCapital: Bool { text.first?.isUppercase ?? false }
        var hasDigit: Bool { text.contains(where: \.isNumber) }
        var isFunction: Bool { FunctionWords.all.contains(lower) }
    }

    private static func words(of sentence: some StringProtocol) -> [Word] {
        sentence.split(whereSeparator: \.isWhitespace).compactMap { raw in
            func isMark(_ character: Character) -> Bool {
                character.isPunctuation && !"%°&".contains(character)
            }
            let front = raw.prefix(while: isMark)
            let body = raw.dropFirst(front.count)
            let back = String(body.reversed().prefix(while: isMark).reversed())
            let text = String(body.dropLast(back.count))
            guard !text.isEmpty else { return nil }
            return Word(
                text: text, isLast: back.contains { ",;:.!?)]\"”»".contains($0) },
                opens: front.contains { "\"“«".contains($0) }, closes: back.contains { "\"”»".contains($0) })
        }
    }

    private static func text(_ words: ArraySlice<Word>) -> String {
        words.map(\.text).joined(separator: " ")
    }

    /// What stands in quotation marks.
    private static func quotations(in words: [Word]) -> [Range<Int>] {
        words.indices.compactMap { start in
            guard words[start].opens else { return nil }
            let end = words[start...].prefix(longest).firstIndex(where: \.closes)
            return end.map { start..<$0 + 1 }
        }
    }

    /// Numbers with the word that they count, and dates.
    private static func numbers(in words: [Word]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < words.count {
            guard words[index].hasDigit || numerals.contains(words[index].lower) else {
                index += 1
                continue
            }
            var (start, end) = (index, index + 1)
            if start > 0, months.contains(words[start - 1].lower), !words[start - 1].isLast { start -= 1 }
            while end < words.count, end - start < longest,
                words[end].hasDigit || numerals.contains(words[end].lower)
                    || months.contains(words[end].lower)
            {
                // "May 5, 1999" goes on after its comma, a list of numbers does not.
                guard !words[end - 1].isLast || months.contains(words[start].lower) else { break }
                end += 1
            }
            let isYear = words[end - 1].text.count == 4 && Int(words[end - 1].text) != nil
            if !isYear, end < words.count, !words[end - 1].isLast, !words[end].isFunction,
                !words[end].isCapital
            {
                end += 1
            }
            ranges.append(start..<end)
            index = end
        }
        return ranges
    }

    /// Runs of capitalised words, which small words may join; a single one that begins the sentence is none.
    private static func names(in words: [Word]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < words.count {
            guard words[index].isCapital, !words[index].isFunction else {
                index += 1
                continue
            }
            var end = index + 1
            while end < words.count, !words[end - 1].isLast {
                if words[end].isCapital, !words[end].isFunction {
                    end += 1
                } else if joints.contains(words[end].lower), end + 1 < words.count, words[end + 1].isCapital {
                    end += 2
                } else {
                    break
                }
            }
            if end - index <= longest, index > 0 || end - index > 1 { ranges.append(index..<end) }
            index = end
        }
        return ranges
    }

    /// Words between one function word and the next, up to the end of the clause.
    private static func phrases(in words: [Word]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in words.indices.dropFirst() where FunctionWords.leads.contains(words[index - 1].lower) {
            var end = index
            while end < words.count, !words[end].isFunction, end - index < longest {
                end += 1
                if words[end - 1].isLast { break }
            }
            if index < end, end - index < longest { ranges.append(index..<end) }
        }
        return ranges
    }

    private static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    private static let numerals: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "billion", "half", "dozen",
    ]
    /// Small words inside names.
    private static let joints: Set<String> = [
        "of", "the", "de", "la", "von", "van", "and", "du", "del", "der", "&",
    ]
}
