/// What happens while work is done.
package enum WorkEvent: Sendable {
    /// A stage has begun, such as loading a model; one that was going on is over.
    case began(Stage)
    /// A job is so far.
    case reached(Progress)
    /// So many units of what is counted are done; so many of them were before it began.
    case counted(Int, known: Int = 0)
    /// The job is done.
    case finished
    /// The stage is over, and nothing is to be said of it.
    case ended
    /// Something that whoever waits should know.
    case note(WorkNote)

    /// What is going on.
    package enum Stage: Sendable, Equatable {
        /// The model of this name is loaded.
        case loading(String)
        /// The machine's speed is measured.
        case measuring
        /// A job of several steps.
        case job(String)
        /// A job of so many units.
        case counting(String, of: Int, unit: String)
    }

    /// How far a job is.
    package struct Progress: Sendable, Equatable {
        /// The share of it that is done, by the time that its steps take.
        package let share: Double
        /// Seconds that it will still take; none when that is not known.
        package let left: Double?
        /// What is being done, in a few words.
        package let detail: String
    }
}
