package import Files

extension Workbench {
    /// Checks the machine, the home folder and a model; what is wrong with the settings is passed in.
    ///
    /// - Returns: What was found, in the order in which it is shown.
    /// - Throws: `CancellationError` alone; whatever is wrong is a finding.
    package func checks(_ choice: ModelChoice, settings error: Diagnosis? = nil) throws -> [Check] {
        let wrong = error.map { [Check.fail("settings", $0)] } ?? []
        return MachineChecks(environment: environment).checks() + [HomeCheck.check(home)] + wrong
            + (try ModelChecks(bench: self, choice: choice).checks())
    }
}
