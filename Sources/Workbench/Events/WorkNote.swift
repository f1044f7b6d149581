package import Files
package import ModelLibrary
package import RemoteModels

/// Something that whoever waits for work should know.
package enum WorkNote: Sendable {
    /// A run is at work, or is over already.
    case run(String, RunState)
    /// A document's learning goes on where it was cut off.
    case goingOn(document: String)
    /// A document is not learned, since it was changed, forgotten or is not trusted any longer.
    case changed(document: String)
    /// What a job will come to, an exam that is written before included or not; its items are called `noun`.
    case estimate(of: String, JobEstimate, noun: String, withExam: Bool = false)
    /// What a job does in its time, and where that is kept.
    case plan(RecordedPlan, path: String)
    /// What would be possible in the seconds of its budget.
    case offer(RecordedPlan)
    /// So many passages of what was given are not taught yet.
    case waiting(passages: Int)
    /// What memory training so many adapters will take.
    case memory(MemoryFigures)
    /// The writer can't be trained: its self-edits are scored, and no policy is made.
    case teacherCannotLearn
    /// The figures of a run are those of another exam.
    case oldScoring(run: String)
    /// So many answers of a run were scored again, of which some count otherwise.
    case regraded(answers: Int, changed: Int)
    /// The run is going on, or was cut off.
    case unfinished(run: String, isRunning: Bool)
    /// Something that was put right, or a doubt about an adapter's base, in a sentence.
    case remark(String)
    /// Documents that are not read.
    case skipped(Diagnosis)
    /// Something of a dataset that is not used, and why.
    case leftOut(of: String, String)
    /// Tasks that are too large: their names with their sizes.
    case tooLarge(limit: Int, tasks: [String])
    /// A model or dataset of this name is going to be fetched.
    case pulling(String, PullPlan)
    /// A key goes to an address in the clear.
    case unencryptedKey(variable: String, RemoteAddress)

    /// How a run stands when work on it begins.
    package enum RunState: Sendable {
        case begun, resumed, finished
    }
}
