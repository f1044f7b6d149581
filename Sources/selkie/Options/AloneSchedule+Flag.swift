public import ArgumentParser
public import SelfAdaptation

extension AloneSchedule: ExpressibleByArgument {
    /// Reads `EPOCHS@RATE`, such as `20@5e-4`.
    public init?(argument: String) {
        let parts = argument.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let epochs = Int(parts[0]), (1...1000).contains(epochs),
            let rate = Float(parts[1]), rate > 0, rate.isFinite
        else { return nil }
        self.init(epochs: epochs, learningRate: rate)
    }
}
