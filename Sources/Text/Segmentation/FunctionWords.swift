/// English words that join others and say little by themselves.
package enum FunctionWords {
    /// Words after which a noun phrase comes.
    package static let leads: Set<String> = [
        "a", "an", "the", "his", "her", "its", "their", "our", "of", "in", "by", "with", "for", "from", "to",
        "on", "at", "called", "named", "as", "is", "are", "was", "were", "into", "through", "between",
        "against", "under", "than",
    ]
    /// All of them, in lower case.
    package static let all: Set<String> = leads.union([
        "and", "or", "but", "nor", "so", "that", "which", "who", "whom", "whose", "when", "where", "while",
        "if", "because", "although", "though", "since", "until", "it", "he", "she", "they", "we", "you", "i",
        "them", "him", "us", "me", "this", "these", "those", "there", "here", "be", "been", "being", "has",
        "have", "had", "do", "does", "did", "will", "would", "can", "could", "may", "might", "must", "shall",
        "should", "not", "no", "also", "only", "both", "either", "each", "every", "some", "any", "all",
        "most", "more", "less", "such", "very", "then", "after", "before", "during", "about", "over", "above",
        "below", "out", "up", "down", "off", "again", "other", "my", "your", "what", "how", "why", "however",
    ])
}
