extension Lexicon {
    /// Units with their spellings; the first of a line is the key of all.
    static let units = [
        "kilometer km kms kilometers kilometre kilometres", "meter meters metre metres",
        "centimeter cm centimeters centimetre centimetres",
        "millimeter mm millimeters millimetre millimetres",
        "mile mi miles", "yard yd yds yards", "foot ft feet", "inch inches",
        "kilogram kg kgs kilo kilos kilograms kilogramme kilogrammes", "gram g grams gramme grammes",
        "milligram mg milligrams", "pound lb lbs pounds gbp", "ounce oz ounces", "ton tons tonne tonnes",
        "liter l liters litre litres", "milliliter ml milliliters millilitre millilitres",
        "gallon gal gallons",
        "hectare ha hectares", "acre acres", "second sec secs seconds", "minute min mins minutes",
        "hour hr hrs hours", "day days", "week weeks", "month months", "year yr yrs years", "decade decades",
        "century centuries", "percent pct percentage", "dollar dollars usd", "euro euros eur", "yen jpy",
        "cent cents", "degree degrees deg", "watt watts w", "kilowatt kw kilowatts", "megawatt mw megawatts",
        "volt volts v", "hertz hz", "mph", "kph", "kelvin", "celsius", "fahrenheit", "byte bytes", "bit bits",
    ]

    /// Signs that stand for a unit.
    static let signs: [Unicode.Scalar: String] = [
        "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "%": "percent", "°": "degree",
    ]
}
