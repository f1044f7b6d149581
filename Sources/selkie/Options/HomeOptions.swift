import ArgumentParser
import ModelLibrary

/// Where the program keeps its things.
struct HomeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The home folder, with models and adapters.", valueName: "folder"),
        completion: .directory)
    var home: String?

    /// The home folder of this run.
    func folder(in session: Session) -> SelkieHome {
        SelkieHome(chosen: home, environment: session.environment)
    }
}
