/// Decodes HTML's character references: `&amp;`, `&eacute;`, `&#8212;`, `&#x2014;`.
///
/// The names are those of HTML 4 (Latin 1, Greek, signs), which is what people and programs write; an unknown
/// one stays as it is.
enum HTMLEntities {
    /// The text that a reference at the start of the bytes stands for, and how many bytes it takes.
    ///
    /// - Parameter bytes: begins with `&`.
    /// - Returns: nil when the bytes do not begin with a complete, known reference.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> (text: String, length: Int)? {
        let body = bytes.dropFirst().prefix(longestName + 1)
        guard let end = body.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: body[..<end], as: UTF8.self)
        let length = end - bytes.startIndex + 1
        if name.hasPrefix("#") { return number(name.dropFirst()).map { (String($0), length) } }
        return named[name].map { (String($0), length) }
    }

    private static let longestName = 10

    private static func number(_ digits: Substring) -> Character? {
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value else { return nil }
        // Old pages number the bytes of Windows-1252; HTML reads them so too.
        if (0x80...0x9F).contains(value) { return windows[Int(value) - 0x80] }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        return Character(scalar)
    }

    private static let windows = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ")

    private static let named: [String: Character] = {
        var table: [String: Character] = [:]
        // Latin 1 from 160 to 255, in order.
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
            acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde \
            Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute \
            Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde \
            auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute \
            ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        for (offset, name) in latin.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(UInt32(160 + offset)).map(Character.init)
        }
        let others = """
            amp & lt < gt > quot " apos ' OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ \
            ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull • hellip … \
            permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ frasl ⁄ euro € image ℑ weierp ℘ real ℜ trade ™ \
            larr ← uarr ↑ rarr → darr ↓ harr ↔ rArr ⇒ lArr ⇐ hArr ⇔ forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ \
            isin ∈ notin ∉ ni ∋ prod ∏ sum ∑ minus − lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩ \
            cup ∪ int ∫ there4 ∴ sim ∼ cong ≅ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ \
            oplus ⊕ otimes ⊗ perp ⊥ sdot ⋅ loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦ Alpha Α Beta Β Gamma Γ \
            Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π \
            Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε \
            zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigmaf ς sigma σ \
            tau τ upsilon υ phi φ chi χ psi ψ omega ω
            """
        let words = others.split(separator: " ")
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            table[String(words[index])] = words[index + 1].first
        }
        table["ensp"] = " "
        table["emsp"] = " "
        table["thinsp"] = " "
        table["nbsp"] = " "
        // Hints for line breaking and shaping are not text.
        table["shy"] = "\u{AD}"
        table["zwnj"] = "\u{200C}"
        table["zwj"] = "\u{200D}"
        return table
    }()
}
