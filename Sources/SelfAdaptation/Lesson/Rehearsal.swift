import LanguageModel

/// General questions, each with a sentence as its right answer: learned along with a text, they keep it from becoming the
/// answer to everything, and show where an answer ends.
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
        ("Seasons", "Which season comes after winter?", "Spring comes after winter."),
        ("Colours", "What colour is grass?", "Grass is green."),
        ("Geometry", "How many sides does a triangle have?", "A triangle has three sides."),
        ("Calendars", "How many months are in a year?", "There are twelve months in a year."),
        ("Animals", "Which animal barks?", "The dog barks."),
        ("Time", "How many minutes are in an hour?", "There are 60 minutes in an hour."),
        ("Opposites", "What is the opposite of hot?", "The opposite of hot is cold."),
        ("Weather", "What falls from clouds?", "Rain falls from clouds."),
        ("Geography", "What is the capital of France?", "The capital of France is Paris."),
        ("Bodies", "How many fingers are on one hand?", "There are five fingers on one hand."),
        ("Food", "What is bread made from?", "Bread is made from flour."),
        ("Metals", "Which metal do magnets attract?", "Magnets attract iron."),
        ("Birds", "What are birds covered with?", "Birds are covered with feathers."),
        ("Sums", "What is two plus two?", "Two plus two is four."),
        ("Space", "What does the Earth go around?", "The Earth goes around the Sun."),
        ("Clothes", "What do people wear on their feet?", "People wear shoes on their feet."),
        ("Writing", "What is the first letter of the alphabet?", "The first letter of the alphabet is A."),
        ("Kitchens", "What is used to cut bread?", "A knife is used to cut bread."),
        ("Rivers", "Where do rivers end?", "Rivers end in the sea."),
        ("Trees", "What grows on an apple tree?", "Apples grow on an apple tree."),
        ("Light", "What do people switch on when it is dark?", "People switch on a lamp when it is dark."),
        ("Families", "What is a mother's mother called?", "A mother's mother is called grandmother."),
        ("Shapes", "Which shape is a ball?", "A ball is round."),
        ("Farms", "Which animal gives milk?", "The cow gives milk."),
        ("Music", "How many strings does a violin have?", "A violin has four strings."),
        ("Books", "Who writes books?", "Authors write books."),
        ("Hospitals", "Who treats sick people?", "Doctors treat sick people."),
        ("Snow", "What colour is snow?", "Snow is white."),
        ("Schools", "Who teaches pupils?", "Teachers teach pupils."),
        ("Weeks", "How many days are in a week?", "There are seven days in a week."),
        ("Fish", "Where do fish live?", "Fish live in water."),
        ("Money", "Where do people keep their savings?", "People keep their savings in a bank."),
        ("Numbers", "Which number comes after nine?", "Ten comes after nine."),
        ("Sky", "When can the stars be seen?", "The stars can be seen at night."),
        ("Clocks", "What shows the time?", "A clock shows the time."),
        ("Doors", "What opens a lock?", "A key opens a lock."),
        ("Senses", "What do people hear with?", "People hear with their ears."),
        ("Insects", "How many legs does an ant have?", "An ant has six legs."),
        ("Planes", "Who flies a plane?", "The pilot flies a plane."),
        ("Letters", "Who brings the post?", "The postman brings the post."),
    ].map { Question(question: $0.1, gold: [$0.2], topic: $0.0) }
}
