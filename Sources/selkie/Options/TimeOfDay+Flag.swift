import ArgumentParser
import Workbench

extension TimeOfDay: ExpressibleByArgument {
    /// Reads `HH:MM`.
    init?(argument: String) { self.init(argument) }
}
