import ArgumentParser
import Workbench

/// `selkie fewshot train`: the outer loop over recipes.
struct FewShotTrain: Command {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Make a model better at choosing how to train itself: reinforcement learning over recipes.",
        discussion: """
            In each round the policy writes some recipes for each task, an adapter is trained by each, and its \
            tests are tried; then the policy is fine-tuned on the best recipe of each task, as the share of right \
            cells has it. Recipes that come to the same training are trained once.

            TASKS is a file of challenges with a file of solutions beside it, as the Abstraction and Reasoning \
            Corpus comes ({NAME: {"train": [{"input", "output"}], "test": [{"input"}]}} and {NAME: [OUTPUT]}), or \
            a file or folder of files with one task each.

            Everything is kept in the store as it is reached. The same command, or 'selkie runs resume', goes on \
            where a run was cut off; 'selkie report' shows what happened.

            --budget 2h makes a plan that fits: fewer rounds first, then fewer repeats, recipes (down to two) and tasks. \
            --plan does a plan again that an earlier run recorded.

            JSON: as 'selkie runs show' gives it.
            """)

    @OptionGroup(title: "Tasks") var dataset: GridDatasetOptions
    @OptionGroup(title: "Outer loop") var policy: PolicyOptions
    @OptionGroup(title: "Learning") var fewShot: FewShotOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        let idle = fewShot.innerLoop.given.first { ["--learning-rate", "--epochs"].contains($0) }
        if let idle { throw ValidationError("\(idle) is of no use here: every recipe has its own") }
        try time.check(policy.planned)
    }

    func run(in session: Session) async throws {
        var request = FewShotTrainRequest(dataset.request)
        (request.policy, request.fewShot, request.time) = (policy.request, fewShot.request, time.request)
        request.model = model.choice(memory)
        try await session.workbench(model.home).train(request).conclude(in: session)
    }
}
