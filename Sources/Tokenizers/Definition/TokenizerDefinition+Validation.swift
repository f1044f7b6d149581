import Files

extension TokenizerDefinition {
    /// Checks that the parts of the definition agree with one another.
    ///
    /// - Throws: `Diagnosis` with `.inconsistentVocabulary`, naming the part.
    func validate() throws {
        func refuse(_ place: String, _ problem: String) -> Diagnosis {
            Diagnosis(
                .inconsistentVocabulary, place: place, problem: problem, remedy: "get the model files again")
        }
        guard !tokens.isEmpty else { throw refuse("tokens", "the vocabulary is empty") }
        guard tokens.count < 1 << 28 else {
            throw refuse("tokens", "\(tokens.count) tokens are more than supported")
        }
        guard kinds.count == tokens.count else {
            throw refuse("kinds", "\(kinds.count) kinds for \(tokens.count) tokens")
        }
        if let scores {
            guard scores.count == tokens.count else {
                throw refuse("scores", "\(scores.count) scores for \(tokens.count) tokens")
            }
            guard scores.allSatisfy({ !$0.isNaN }) else { throw refuse("scores", "a score is not a number") }
        }
        let identifiers = [
            ("beginning of text", beginningOfText), ("end of text", endOfText), ("unknown", unknown),
            ("padding", padding),
        ]
        for (name, id) in identifiers {
            if let id, !tokens.indices.contains(Int(id)) {
                throw refuse("\(name) token", "\(id) is outside the vocabulary of \(tokens.count) tokens")
            }
        }
        for added in addedTokens where !tokens.indices.contains(Int(added.id)) {
            throw refuse("added token", "\(added.id) is outside the vocabulary of \(tokens.count) tokens")
        }
        if case .sentencePieceBPE = family, merges.isEmpty, scores == nil {
            throw refuse("merges", "there are neither merges nor scores")
        }
    }
}

extension PairTable {
    /// Looks up the pieces of each merge and of what it makes.
    ///
    /// - Throws: `Diagnosis` with `.inconsistentVocabulary` for a merge of pieces that are no tokens.
    init(_ merges: [Merge], in pieces: PieceTable) throws {
        self.init(capacityFor: merges.count)
        var joined: [UInt8] = []
        for (rank, merge) in merges.enumerated() {
            joined.removeAll(keepingCapacity: true)
            joined.append(contentsOf: merge.left.utf8)
            let middle = joined.count
            joined.append(contentsOf: merge.right.utf8)
            let left = pieces.find(joined, 0..<middle)
            let right = pieces.find(joined, middle..<joined.count)
            let token = pieces.find(joined, 0..<joined.count)
            guard left >= 0, right >= 0, token >= 0 else {
                throw Diagnosis(
                    .inconsistentVocabulary, place: "merge \(rank)",
                    problem: "'\(merge.left) \(merge.right)' names a piece that is no token",
                    remedy: "get the model files again")
            }
            insert(left, right, MergeOutcome(rank: Int32(truncatingIfNeeded: rank), token: token))
        }
    }
}

extension PieceTable {
    /// For each byte, whether it stands before a `▁` inside of a token that text can hold.
    ///
    /// Where any other byte stands before a `▁`, no merge joins the end of a word with the beginning of the next.
    func bytesThatJoinWords(kinds: [TokenKind]) -> [Bool] {
        var joins = [Bool](repeating: false, count: 256)
        for index in kinds.indices where kinds[index] == .normal || kinds[index] == .userDefined {
            let piece = bytes(of: index)
            for position in piece.indices.dropFirst()
            where Metaspace.occurs(in: storage, at: position, before: piece.endIndex)
                && !Metaspace.ends(in: storage, at: position, from: piece.startIndex)
            {
                joins[Int(storage[position - 1])] = true
            }
        }
        return joins
    }
}
