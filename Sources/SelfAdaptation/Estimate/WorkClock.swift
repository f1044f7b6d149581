/// Tells how many seconds of work have passed since any fixed moment.
///
/// Whoever runs a job may leave out the time in which the program was stopped; tests tell any time they like.
public struct WorkClock: Sendable {
    private let read: @Sendable () -> Double

    /// A clock that is read by a closure.
    public init(_ read: @escaping @Sendable () -> Double) { self.read = read }

    /// Seconds by this clock.
    public var now: Double { read() }

    /// The machine's clock, on which all time counts.
    public static let system: WorkClock = {
        let origin = ContinuousClock.now
        return WorkClock { (ContinuousClock.now - origin) / .seconds(1) }
    }()
}
