extension Lexicon {
    /// Countries and faiths with their people and adjectives; the first word of a line is the key of all.
    static let peoples: [Substring] = """
        netherlands dutch holland dutchman dutchmen
        france french frenchman frenchmen
        germany german germans
        england english englishman englishmen
        britain british britons briton
        scotland scottish scots scot
        wales welsh
        ireland irish
        spain spanish spaniards spaniard
        portugal portuguese
        italy italian italians
        greece greek greeks
        poland polish poles pole
        sweden swedish swedes swede
        norway norwegian norwegians
        denmark danish danes dane
        finland finnish finns finn
        russia russian russians
        ukraine ukrainian ukrainians
        hungary hungarian hungarians
        austria austrian austrians
        switzerland swiss
        belgium belgian belgians
        turkey turkish turks turk
        egypt egyptian egyptians
        israel israeli israelis
        iran iranian iranians
        iraq iraqi iraqis
        india indian indians
        pakistan pakistani pakistanis
        afghanistan afghan afghans
        china chinese
        japan japanese
        korea korean koreans
        vietnam vietnamese
        mongolia mongolian mongolians
        thailand thai thais
        australia australian australians
        canada canadian canadians
        america american americans usa
        mexico mexican mexicans
        brazil brazilian brazilians
        argentina argentine argentinian
        chile chilean
        cuba cuban cubans
        kenya kenyan kenyans
        nigeria nigerian nigerians
        africa african africans
        asia asian asians
        europe european europeans
        arabia arab arabs arabian arabic
        rome roman romans
        islam islamic muslim muslims
        christianity christian christians
        catholicism catholic catholics
        protestantism protestant protestants
        judaism jewish jews jew
        buddhism buddhist buddhists
        california californian
        texas texan
        """.split(separator: "\n")
}
