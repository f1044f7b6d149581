import Files

extension Diagnosis {
    /// The same with a remedy that names this program's own commands and flags.
    var spoken: Diagnosis {
        guard let step else { return self }
        return Diagnosis(
            code, file: file, place: place, problem: problem,
            remedy: remedy + step.text(arguments: CommandLine.arguments))
    }
}

extension Diagnosis.Step {
    /// How the step is done on this command line, as what follows a remedy.
    ///
    /// Where the home folder was named on the command line, a command that is suggested to be given as it is names it, too.
    func text(arguments: [String]) -> String {
        let home = Self.home(arguments)
        return switch self {
        case .chooseHome: " (--home or SELKIE_HOME)"
        case .pull(let name): ": selkie pull\(name.map { " " + $0 } ?? "")\(home)"
        case .listModels: " (see selkie models\(home))"
        case .listAdapters: " (see selkie adapters list\(home))"
        case .listSources: " (see selkie memory\(home))"
        case .listVersions: " (see selkie memory history\(home))"
        case .update: ": selkie update\(home)"
        case .trust(let source): ": selkie trust \(source) --as trusted\(home)"
        case .listRuns: " (see selkie runs list\(home))"
        case .checkUp: " (see selkie doctor\(home))"
        case .giveAsModel: " (--model)"
        case .giveAsAdapter: " (--adapter and --model)"
        case .exportAdapter: " (selkie adapters export writes both)"
        case .giveAsDataset: " (selkie train and selkie eval)"
        case .continuePrompt: " (selkie generate --raw)"
        case .benchmarkKernels: " (selkie bench kernels)"
        case .omitPicture: " (leave out --png, or name a drawing .svg)"
        case .train: " (selkie train\(home))"
        case .regrade(let run): ": selkie runs regrade \(run)\(home)"
        case .reuse(let run): " (--reuse \(run))"
        case .omitReuse: " (leave out --reuse)"
        case .chooseTask: " (--task)"
        case .seeFigures: " (selkie runs show, selkie fewshot show --run, or selkie runs export)"
        case .exportRun: " (selkie runs export\(home))"
        case .recordPlan(let command): " (selkie \(command) --budget\(home))"
        case .giveSolutions: " (--solutions)"
        case .pullPuzzles: ": selkie fewshot pull\(home)"
        case .allowLarger: " (--max-size)"
        case .leaveOutFewer: " (--start)"
        case .learnWithoutSelfEdits: " (--passage-only, --completions or --teacher-url)"
        case .learnOrAskBare: " (selkie learn FILE, or --without)"
        }
    }

    private static func home(_ arguments: [String]) -> String {
        guard let place = arguments.lastIndex(where: { $0 == "--home" || $0.hasPrefix("--home=") }) else {
            return ""
        }
        let name =
            arguments[place] == "--home"
            ? arguments.dropFirst(place + 1).first ?? "" : String(arguments[place].dropFirst("--home=".count))
        guard !name.isEmpty else { return "" }
        return name.contains(" ") ? " --home '\(name)'" : " --home \(name)"
    }
}
