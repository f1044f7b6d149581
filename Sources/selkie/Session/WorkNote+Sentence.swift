import ModelLibrary
import Text
import Workbench

extension WorkNote {
    /// What a person reads, with this program's own commands and flags.
    var sentence: String {
        switch self {
        case .run(let name, .finished): "The run \(name) was finished before."
        case .run(let name, .resumed): "Going on with the run \(name) from what has been reached."
        case .run(let name, .begun):
            "Run \(name); after an interruption the same command goes on with it."
        case .goingOn(let document): "Going on with \(document) where it was cut off."
        case .estimate(let job, let estimate, let noun, let withExam):
            "\(job)\(withExam ? ", with the exam" : ""): \(estimate.text(noun))."
        case .plan(let plan, let path): "Plan (\(path)): \(plan.text)."
        case .offer(let plan):
            "--budget \(TimeText.of(plan.budget)) would \(plan.job == .learn ? "teach" : "do") \(plan.text)."
        case .waiting(let passages):
            "\(Quantity.count(passages, "passage")) still to be taught; 'selkie update' does that"
        case .memory(let figures): figures.text + "."
        case .teacherCannotLearn:
            "A model behind an address can't be trained: one round of scored self-edits, and no policy."
        case .oldScoring(let run):
            "The scores of \(run) count every answer that holds the right one, recited or not; "
                + "'selkie runs regrade \(run)' scores its answers again."
        case .regraded(let answers, let changed):
            "Scored \(Quantity.count(answers, "answer")) again; \(Quantity.count(changed)) "
                + "count otherwise than before."
        case .unfinished(_, isRunning: true): "The run is going on."
        case .unfinished(let run, isRunning: false):
            "The run was cut off; 'selkie runs resume \(run)' goes on with it."
        case .remark(let sentence): sentence
        case .changed(let document):
            "\(TextLayout.singleLine(document)) has changed or gone meanwhile, and is left out"
        case .skipped(let error): "Left out: \(error.spoken)"
        case .leftOut(let file, let what): "Left out: \(file): \(what)"
        case .tooLarge(let limit, let tasks):
            "Left out, more than \(limit) cells and rows: "
                + (tasks.count > 5 ? Quantity.count(tasks.count, "task") : tasks.joined(separator: ", "))
        case .pulling(let name, let plan): Self.sentence(plan, name: name)
        case .unencryptedKey(let variable, let address):
            "The key in \(variable) goes to \(address) unencrypted; use https where there is some"
        }
    }

    /// "qwen2.5-coder:1.5b takes 1.1 GB, and 105 MB more until it is whole".
    private static func sentence(_ plan: PullPlan, name: String) -> String {
        let spare = plan.spare > 0 ? ", and \(Quantity.bytes(plan.spare)) more until it is whole" : ""
        let known =
            plan.known > 0 ? "; \(Quantity.bytes(plan.known)) are here from an interrupted pull" : ""
        return "\(name) takes \(Quantity.bytes(plan.total)) of disk\(spare)\(known)"
    }
}
