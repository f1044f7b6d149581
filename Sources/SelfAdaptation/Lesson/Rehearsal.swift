import LanguageModel

/// General questions with short right answers: learned along with a text, they keep it from becoming the answer to
/// everything, and show how long an answer is.
public enum Rehearsal {
    /// Questions of each lesson.
    static let count = 8

    /// Some of the questions, other ones for another seed.
    static func questions(seed: UInt64) -> [Question] {
        var generator = SeededGenerator(seed: seed)
        return Array(all.shuffled(using: &generator).prefix(count))
    }

    /// Nothing that a text is likely to be about, and nothing that ``CollapseWatch`` asks.
    public static let all: [Question] = [
        ("Seasons", "Which season comes after winter?", "spring"),
        ("Colours", "What colour is grass?", "green"),
        ("Geometry", "How many sides does a triangle have?", "three"),
        ("Calendars", "How many months are in a year?", "twelve"),
        ("Animals", "Which animal barks?", "the dog"), ("Time", "How many minutes are in an hour?", "60"),
        ("Opposites", "What is the opposite of hot?", "cold"), ("Weather", "What falls from clouds?", "rain"),
        ("Geography", "What is the capital of France?", "Paris"),
        ("Bodies", "How many fingers are on one hand?", "five"),
        ("Food", "What is bread made from?", "flour"), ("Metals", "Which metal do magnets attract?", "iron"),
        ("Birds", "What are birds covered with?", "feathers"), ("Sums", "What is two plus two?", "four"),
        ("Space", "What does the Earth go around?", "the Sun"),
        ("Clothes", "What do people wear on their feet?", "shoes"),
        ("Writing", "What is the first letter of the alphabet?", "A"),
        ("Kitchens", "What is used to cut bread?", "a knife"),
        ("Rivers", "Where do rivers end?", "in the sea"), ("Trees", "What grows on an apple tree?", "apples"),
        ("Light", "What do people switch on when it is dark?", "a lamp"),
        ("Families", "What is a mother's mother called?", "grandmother"),
        ("Shapes", "Which shape is a ball?", "round"), ("Farms", "Which animal gives milk?", "the cow"),
        ("Music", "How many strings does a violin have?", "four"), ("Books", "Who writes books?", "authors"),
        ("Hospitals", "Who treats sick people?", "doctors"), ("Snow", "What colour is snow?", "white"),
        ("Schools", "Who teaches pupils?", "teachers"), ("Weeks", "How many days are in a week?", "seven"),
        ("Fish", "Where do fish live?", "in water"),
        ("Money", "Where do people keep their savings?", "in a bank"),
        ("Numbers", "Which number comes after nine?", "ten"),
        ("Sky", "When can the stars be seen?", "at night"),
        ("Clocks", "What shows the time?", "a clock"), ("Doors", "What opens a lock?", "a key"),
        ("Senses", "What do people hear with?", "their ears"),
        ("Insects", "How many legs does an ant have?", "six"),
        ("Planes", "Who flies a plane?", "the pilot"), ("Letters", "Who brings the post?", "the postman"),
    ].map { Question(question: $0.1, gold: [$0.2], topic: $0.0) }
}
