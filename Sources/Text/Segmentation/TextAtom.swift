/// A stretch of text that is cut no further.
struct TextAtom {
    /// The text.
    let text: Substring
    /// Its length, in tokens.
    let size: Int
    /// Whether it is a part of a sentence that is too long.
    let isPart: Bool
}
