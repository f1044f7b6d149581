import ArgumentParser

/// How often a text is restored when it is learned.
struct RestorationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Times that each piece of a text is learned with words left out, beside itself; none unless given.",
            valueName: "n"))
    var restorations: Int?

    func validate() throws {
        if let restorations, !(0...20).contains(restorations) {
            throw ValidationError("--restorations \(restorations): give a number from 0 to 20")
        }
    }
}
