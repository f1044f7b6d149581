/// Words so general that meeting or missing one says less than a rare word would.
enum CommonWords {
    /// Stems of the words.
    static let stems = Set(
        words.split(whereSeparator: \.isWhitespace).map { Stemmer.stem(String($0)) })

    private static let words = """
        able accept access account across act action active activity actual add address age agree aim air allow alone
        along amount answer appear apply area argue arrive art ask associate attempt attention available avoid away
        back bad bank base basic basis beauty become bed before begin behind believe below benefit best better beyond
        big bill body book born both bring build building business buy call capital care carry case cause center
        central certain chance change character charge check child choice choose city claim class clear close cold
        collect collection color combine come common community company compare complete concept concern condition
        conduct consider contain continue control cost country couple course court cover create culture current cut
        daily data date day dead deal death decide decision deep degree demand department describe design detail
        develop development die differ difference different difficult direct direction discover discuss distance
        door down draw drive drop due early earth east easy economic edge education effect effort element else
        employ end energy enough enter entire environment equal especially establish event example exist expect
        experience explain express extend eye face fact factor fail fall family famous far father favor fear feature
        feel field fight figure fill final find fine fire five follow food foot force foreign form formal former
        forward four free friend front full function future game gather general get give global goal good government
        great ground group grow growth half hand handle happen hard head health hear heart heat heavy help high
        history hit hold home hope hot hour house human hundred idea identify image impact important improve include
        increase indicate individual industry influence information inside interest internal international involve
        issue item join judge keep kind know lack land language large last late law lay lead leader learn leave
        left less let letter level lie life light like likely limit line list listen little live local long look
        lose loss lot low main maintain major majority make male man manage manner many mark market material matter
        may mean meaning means measure meet member mention method middle mind minor minute miss model modern moment
        money month more morning mother move movement much music name nation national natural nature near necessary
        need never new news next night normal north note notice number object occur offer office official often old
        open operate opinion opportunity oppose order organization origin original outside own page pair paper parent
        part particular party pass past pattern pay peace people per percent perform perhaps period permanent person
        personal physical pick picture piece place plan play point policy poor popular population position positive
        possible power practice prepare present pressure prevent previous price primary private problem process
        produce product program project proper protect prove provide public pull purpose push put quality question
        quick quite race raise range rate reach read ready real reason receive recent recognize record red reduce
        refer region regular relate relation remain remember remove replace report represent require research
        resource respect rest result return reveal rich right rise role room rule run safe same save say school
        science sea search season seat second secret section see seem sell send sense separate series serious serve
        service set seven several shape share short show side sign significant similar simple since single site
        situation six size skill small social society some sort sound source south space speak special specific
        spend stage stand standard start state statement stay step still stop story strong structure student study
        style subject success such sudden suggest support sure surface system table take talk task teach team ten
        tend term test thing think third thought three throw time today together top total touch toward town trade
        tradition traditional train travel treat trouble true try turn two type typical understand unit until use
        usual value various very view visit voice vote wait walk wall want war watch water way week weight well west
        white whole wide win wish within without woman wonder word work world worth write wrong year young
        """
}
