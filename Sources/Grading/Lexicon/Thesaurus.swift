/// Everyday English words that answer the same question.
///
/// A near-synonym earns part of the credit of the word itself. Each line is one sense; inflected forms need not be
/// listed unless they are irregular, for words are compared by stem. A word may stand in several lines.
enum Thesaurus {
    /// For the stem of a word, the stems of the words near it.
    static let neighbours: [String: Set<String>] = {
        var table: [String: Set<String>] = [:]
        for line in senses {
            let stems = line.split(separator: " ").map { Stemmer.stem(String($0)) }
            for stem in stems { table[stem, default: []].formUnion(stems) }
        }
        return table
    }()

    private static let senses = [amounts, actions, qualities, things].flatMap { $0.split(separator: "\n") }

    private static let amounts = """
        increase raise higher rise rose risen grow grew growth expand expansion more boost gain climb surge
        decrease reduce reduction lower decline fall fell fallen fewer less lessen diminish drop shrink shrank cut
        hinder hamper impede slow slower reduce harm hurt damage
        encourage promote foster stimulate boost support increase spur advance
        large largest larger big bigger biggest great greater greatest huge vast enormous immense major
        small smaller smallest little tiny minor minimal
        many numerous multiple several various
        majority most
        all every entire whole total complete
        double twice twofold
        triple thrice threefold
        single one sole only alone
        half fifty
        part portion share fraction piece section
        equal equally equality even evenly same fair fairly
        unequal unequally inequality uneven disparity gap difference
        average mean typical
        maximum most highest peak top
        minimum least lowest
        """
    private static let actions = """
        begin began begun start commence initiate launch open
        end finish conclude cease stop terminate close
        build built construct construction erect make
        make made create creation produce production form manufacture
        found founded establish establishment set create start
        buy bought purchase acquire acquisition
        sell sold sale
        give gave given grant provide award donate offer
        take took taken seize capture conquer occupy
        kill slew slain murder execute assassinate execution
        die died death dead perish decease
        flee fled escape run ran away retreat
        win won victory defeat triumph beat
        lose lost loss defeat
        fight fought battle combat war
        attack assault raid invade invasion strike
        defend defense protect protection guard guarded safeguard
        help aid assist assistance support
        choose chose chosen select selection pick elect
        reject refuse deny denied decline turn
        allow permit permission let enable authorize
        ban prohibit forbid forbade forbidden outlaw prevent
        stop prevent block halt obstruct
        change alter alteration modify modification transform transformation shift
        move moved transfer relocate migrate
        leave left depart departure exit abandon
        arrive arrival come came reach
        return came back
        send sent dispatch
        get got obtain receive gain acquire
        keep kept retain maintain preserve hold held
        destroy destruction demolish ruin devastate wreck
        break broke broken fracture
        divide division split separate separation fragment fragmentation partition disunity disunite
        unite unity unify join merge combine merger combination
        join enter enlist
        teach taught instruct educate education
        learn learned learnt study
        write wrote written author compose pen
        speak spoke spoken say said tell told talk state
        show shown display demonstrate exhibit reveal
        hide hid hidden conceal
        find found discover discovery locate
        search seek sought look
        think thought believe belief consider opinion
        know knew known understand understood knowledge
        want wish desire hope
        need require requirement necessary necessity
        use used employ utilize usage
        call name term title dub
        ask request demand
        answer reply respond response
        agree agreement consent accord
        disagree oppose opposition object
        criticize criticism condemn denounce
        praise commend
        lead led leader head command commander guide
        rule govern government reign
        control dominate govern command
        follow obey
        serve service
        work labor job employment
        pay paid payment fund finance funding
        earn income wage salary pay
        spend spent expenditure
        own owner possess possession belong
        live lived reside dwell inhabit resident inhabitant
        travel journey trip voyage
        burn burnt fire
        eat ate eaten consume feed
        drink drank drunk
        grow grew grown cultivate
        release publish publication issue
        perform performance play
        happen occur take place
        cause lead result produce
        affect influence impact
        include contain comprise consist
        connect link connection join
        depend rely
        fear afraid dread worry concern
        improve improvement better enhance
        worsen worse deteriorate
        invent invention create devise develop
        develop development
        test try tried examine trial experience experiment
        measure assess evaluate
        marry wed marriage wedding
        carry bear bore transport
        pull drag draw
        push drive drove driven force
        throw threw thrown cast
        rebel revolt uprising rebellion revolution insurgent
        punish punishment penalty
        imprison imprisonment jail prison
        arrest detain capture
        add addition include append
        remove removal eliminate delete
        replace replacement substitute
        repair fix mend restore restoration
        vote elect ballot
        resign quit step
        expel exile banish deport
        annex annexation incorporate absorb
        """
    private static let qualities = """
        good better best excellent
        bad worse worst poor terrible badly
        hard harder hardest difficult difficulty challenging tough
        easy easier easiest simple simpler simplest
        fast faster fastest quick rapid swift speed
        slow slower slowest gradual
        strong stronger strongest powerful strength
        weak weaker weakest feeble
        important significant major key crucial main
        main primary principal chief major
        new newer recent modern contemporary novel current
        old older oldest ancient former elder
        early earlier earliest first initial
        late later latest last final
        rich richer richest wealthy wealthier affluent prosperous
        poor poorer poorest poverty impoverished destitute developing
        dangerous danger unsafe risky hazard threat hazardous
        safe safety secure security
        scary scariest scarier frightening terrifying fear frighten
        beautiful pretty
        famous renowned celebrated prominent notable known
        common frequent widespread popular prevalent
        rare scarce uncommon
        different differ difference varied diverse diversity variety various
        similar alike same identical
        true correct right just accurate righteous
        false wrong incorrect mistaken
        free freedom liberty independent independence
        secret hidden clandestine
        public common
        private personal
        holy sacred divine religious
        secular worldly civil
        cruel brutal vicious savage
        kind generous
        angry anger furious
        happy happiness joy
        sad sadness sorrow
        sick ill illness sickness disease unwell health ailment
        healthy health wellbeing
        smart intelligent clever
        brave courage courageous
        high tall height
        long longer longest length
        wide broad width
        deep depth
        hot heat warm warmth
        cold cool chill
        bright brighter light luminous
        dark darkness black
        empty vacant
        full complete
        certain sure definite
        possible potential
        near nearby close adjacent
        far distant remote
        outside outer external exterior
        inside inner internal interior
        above over beyond exceeding
        below under beneath
        around surrounding about
        foreign overseas abroad
        native indigenous local
        global worldwide international
        urban city town
        rural countryside
        permanent lasting
        temporary provisional
        violent violence
        legal law lawful lawyer attorney
        insult derogatory derision ridicule mockery contempt disparage pejorative
        """
    private static let things = """
        car automobile vehicle
        ship boat vessel
        plane airplane aircraft
        train railway rail railroad
        road street highway route
        house home dwelling residence
        building structure
        town city municipality
        village settlement
        country nation state
        land territory ground
        area region zone district
        sea ocean
        mountain peak
        river stream
        forest wood woodland
        child children kid young youth juvenile
        baby infant
        man men male
        woman women female
        person people individual human
        citizen people populace public
        worker employee laborer
        boss employer
        doctor physician medic
        teacher instructor educator tutor
        student pupil
        scientist researcher
        soldier troop army military force
        king monarch sovereign ruler
        leader chief head
        enemy opponent rival foe
        friend ally allied
        group band team
        company firm business corporation
        shop store
        money funds cash finance
        price cost fee
        tax duty levy
        trade commerce
        job occupation profession career
        school academy college
        university college
        church chapel
        priest clergy minister pastor cleric
        prayer worship
        book volume work
        newspaper paper journal
        film movie picture
        show program programme series television tv
        song music tune
        picture image photograph photo painting
        idea concept notion
        plan scheme proposal
        goal aim purpose objective target
        reason cause motive
        result outcome consequence effect
        problem issue trouble difficulty
        solution answer remedy
        method way technique approach procedure means
        law act statute legislation rule regulation
        theory hypothesis principle law
        treaty pact agreement accord
        contract agreement
        right privilege
        power authority
        war conflict
        peace truce
        crime offense
        weapon arms armament
        fire flame blaze
        water fluid liquid
        food meal
        plant vegetation flora
        animal creature beast
        disease plague epidemic
        drug medicine medication pharmaceutical
        cell cellular
        energy power
        speed velocity
        weight mass
        size dimension
        shape form
        color hue
        sound noise
        number figure
        list catalog
        name title
        word term
        language tongue speech
        story tale narrative
        history past
        time period era age
        day date
        beginning start origin
        end conclusion
        center middle core
        edge border boundary
        top summit
        bottom base
        party celebration festival feast
        game match
        prize award medal
        clothes clothing garment apparel dress fashion
        jewelry jewel
        tool instrument device
        machine engine
        factory plant
        oil petroleum
        stone rock
        """
}
