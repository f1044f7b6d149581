extension Lexicon {
    /// Countries with their people and adjectives, and everyday words that answer the same question.
    ///
    /// The first word of a line is the key of all. Only words that are interchangeable in most answers belong here.
    static let synonyms: [Substring] = """
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
        increase increases increased increasing raise raises raised higher rise rises rose risen grow \
          grows grew
        decrease decreases decreased decreasing reduce reduces reduced reducing lower lowers lowered \
          decline declines declined fall falls fell fewer less lessen lessens diminish diminishes \
          diminished
        large larger largest big bigger biggest great greater greatest huge
        small smaller smallest little tiny
        hard harder hardest difficult difficulty
        easy easier easiest simple simpler simplest simply
        fast faster fastest quick quicker quickly rapid rapidly
        good better best
        bad badly worse worst poor poorly
        begin begins began begun beginning start starts started starting commence commenced
        end ends ended ending finish finished conclude concluded
        build builds built construct constructed construction constructs building
        buy buys bought purchase purchased
        kill kills killed slain
        die dies died death dead deaths dying
        doctor physician doctors physicians medic
        movie film movies films
        car automobile cars automobiles
        war wars warfare
        children child kids kid
        person people persons peoples
        woman women
        man men
        king kings monarch
        flee flees fled fleeing escape escaped escapes
        law laws legal lawyer lawyers
        choose chose chosen select selected
        job jobs occupation profession
        money funds funding
        sea seas ocean oceans
        illness ill sick sickness disease diseases
        teach teaches taught teaching
        write writes wrote written writing
        speak speaks spoke spoken
        know knew known knowing
        give gives gave given
        take takes took taken
        lead leads led leading
        lose loses lost losing loss
        sell sells sold sale
        fight fights fought fighting
        think thinks thought
        find finds found
        go goes went gone
        see sees saw seen
        make makes made making
        keep keeps kept
        win wins won
        help helps helped aid assist assistance
        show shows showed shown
        strong stronger strength
        long longer length
        high height
        wide width
        deep depth
        equal equally equality even evenly
        """.split(separator: "\n")
}
