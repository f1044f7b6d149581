import ArgumentParser
import Workbench

/// How much time there is, or the plan that was made for it.
struct PlanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The time that there is, such as 90s, 20m or 1h30m, or none for as long as it takes; what does not fit is left out by a plan.",
            valueName: "time"))
    var budget: TimeBudget?

    @Option(
        help: ArgumentHelp("A plan that an earlier run recorded, to do exactly that.", valueName: "file"),
        completion: .file())
    var plan: String?

    func validate() throws {
        if budget != nil, plan != nil {
            throw ValidationError("--budget leaves no place for --plan; give one of them")
        }
    }

    /// What was asked for.
    var request: TimeRequest {
        var request = TimeRequest(plan: plan)
        if let budget { (request.budget, request.isUnlimited) = (budget.seconds, budget.seconds == nil) }
        return request
    }

    /// Refuses flags that say what a plan says already.
    func check(_ flags: [(name: String, isGiven: Bool)]) throws {
        if plan != nil, let given = flags.first(where: \.isGiven) {
            throw ValidationError("\(given.name) is of no use with --plan, which says it")
        }
    }
}

/// A length of time as people write it.
struct TimeBudget: ExpressibleByArgument, Sendable, Equatable {
    /// The same in seconds, more than 0; none for as long as it takes.
    let seconds: Double?

    private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    private static let longest = 365 * 86400.0

    /// Reads numbers with their units, the largest unit first.
    init?(argument: String) {
        guard argument != "none" else {
            seconds = nil
            return
        }
        var sum = 0.0
        var smallest = Double.infinity
        var digits = ""
        for character in argument {
            if character.isASCII, character.isNumber || character == "." {
                digits.append(character)
            } else if let unit = Self.units[character], unit < smallest, let number = Double(digits) {
                sum += number * unit
                smallest = unit
                digits = ""
            } else {
                return nil
            }
        }
        guard digits.isEmpty, sum > 0, sum <= Self.longest else { return nil }
        seconds = sum
    }
}
