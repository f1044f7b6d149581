package import ModelLibrary
package import RemoteModels
package import SelfAdaptation

/// The application: what commands, routes and workers have done for them, as functions from requests to results.
///
/// All that it needs of the world around it is passed in: where things are kept, the environment, time, models, and who
/// is told what happens meanwhile. It knows no terminal, no flags and no sockets; chance comes with each request, as a seed.
package struct Workbench: Sendable {
    /// Where models, adapters, runs and plans are kept.
    package let home: SelkieHome
    /// What holds unless a request says otherwise.
    package let settings: Settings
    /// Variables by name: keys of remote models are among them, and where other programs are found.
    package let environment: [String: String]
    /// Time that counts, since the work began.
    package let clock: WorkClock
    /// What answers of remote models have cost so far.
    package let remote: RemoteUsage
    /// Loads models.
    package let models: any ModelProvider
    /// What stays loaded; nothing where each work loads its own.
    package let resident: Resident?
    /// Is told what happens, from any thread.
    package let tell: @Sendable (WorkEvent) -> Void

    /// A workbench over a home folder; its models are those of the home and of other programs unless given.
    package init(
        home: SelkieHome, settings: Settings = Settings(), environment: [String: String], clock: WorkClock,
        remote: RemoteUsage = RemoteUsage(),
        models: (any ModelProvider)? = nil, resident: Resident? = nil,
        tell: @escaping @Sendable (WorkEvent) -> Void = { _ in }
    ) {
        self.home = home
        self.settings = settings
        self.environment = environment
        self.clock = clock
        self.remote = remote
        self.models = models ?? LocalModels(home: home, environment: environment)
        self.resident = resident
        self.tell = tell
    }

    /// The same for work that begins now and that nobody sits beside: its time counts from now on, and somebody else is told.
    func beginning(_ tell: @escaping @Sendable (WorkEvent) -> Void) -> Workbench {
        let start = clock.now
        return Workbench(
            home: home, settings: settings, environment: environment,
            clock: WorkClock { [clock] in clock.now - start }, remote: remote,
            models: models, resident: resident, tell: tell)
    }

    /// Tells something that whoever waits should know.
    package func note(_ note: WorkNote) { tell(.note(note)) }
}
