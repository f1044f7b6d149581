import Dispatch

/// Tells how many seconds of work have passed since any fixed moment, and calls when a moment has come.
///
/// Whoever runs a job may leave out the time in which the program was stopped; tests tell any time they like.
public struct WorkClock: Sendable {
    /// Calls something after some seconds, at the earliest.
    public typealias Pause = @Sendable (_ seconds: Double, _ then: @escaping @Sendable () -> Void) -> Void

    private let read: @Sendable () -> Double
    private let pause: Pause

    /// A clock that is read by a closure.
    ///
    /// `pause` may take the machine's seconds for the clock's: the clock is read again afterwards.
    public init(
        _ read: @escaping @Sendable () -> Double, pause: @escaping Pause = Self.machinePause
    ) {
        self.read = read
        self.pause = pause
    }

    /// Seconds by this clock.
    public var now: Double { read() }

    /// Calls something once the clock has reached a time.
    func call(at time: Double, _ action: @escaping @Sendable () -> Void) {
        let left = time - now
        guard left > 0 else { return action() }
        pause(left) { call(at: time, action) }
    }

    /// Waits by the machine's clock, on a thread that no computation holds.
    public static let machinePause: Pause = { seconds, then in
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: then)
    }

    /// The machine's clock, on which all time counts.
    public static let system: WorkClock = {
        let origin = ContinuousClock.now
        return WorkClock { (ContinuousClock.now - origin) / .seconds(1) }
    }()
}
