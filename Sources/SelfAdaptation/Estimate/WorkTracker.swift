/// How far a job is, and how long the rest will take: the estimate, corrected by what its steps took so far.
///
/// Knows no clock: times are seconds from any fixed moment, and what a stopped program lost is not in them.
public struct WorkTracker: Sendable {
    /// Seconds that were estimated for some steps, and those that they took.
    public struct Time: Sendable, Equatable {
        /// As estimated.
        public var estimated = 0.0
        /// As it was.
        public var actual = 0.0

        /// Seconds as estimated and as they were.
        public init(estimated: Double = 0, actual: Double = 0) {
            self.estimated = estimated
            self.actual = actual
        }
    }

    /// Seconds of estimated work that the estimate counts for against what was measured on the way.
    private static let patience = 10.0

    private let places: [WorkPart.Place: Int]
    private let parts: [Part]
    /// The step at hand and its time of entry; before the first step -1.
    private var index = -1
    private var entered = 0.0
    /// The share of the step at hand that is done; nil while nobody knows.
    private var part: Double?
    /// Whether the step at hand is being worked on; between two steps it is not.
    private var isWorking = false
    /// Units of the step at hand that are done.
    private var units = 0
    /// What steps took that were worked on.
    private var times: [WorkPart.Kind: Time] = [:]
    /// The same, set against what had been estimated for as many units as there were in the end.
    public private(set) var experience: [WorkPart.Kind: Time] = [:]
    /// Whether an earlier process had done some of the steps.
    public private(set) var isResumed = false

    /// A step as far as its time is concerned.
    private struct Part {
        let kind: WorkPart.Kind
        let seconds: Double
        /// Rows that are trained, or tokens that are written; 0 for what is not counted.
        let units: Double
    }

    /// Of a step that nobody knows the end of no more than this counts as done.
    private static let mostUnknown = 0.95

    /// A job at its beginning.
    public init(_ estimate: WorkEstimate, costs: CostModel) {
        places = Dictionary(
            estimate.parts.enumerated().map { ($1.place, $0) }, uniquingKeysWith: { first, _ in first })
        parts = estimate.parts.map {
            Part(
                kind: $0.place.stage.kind, seconds: costs.seconds($0),
                units: $0.amount.trained > 0 ? $0.amount.trained : $0.amount.written)
        }
    }

    /// Notes that a step is being worked on, and how many of its units are done: rows of training, tokens of writing.
    ///
    /// A `total` of 0 is not known; tokens are then set against those that were expected.
    ///
    /// Steps before it that nobody worked on were done by an earlier process: they say nothing about the speed. Steps
    /// that do not belong to the job, or are over, change nothing.
    public mutating func work(on place: WorkPart.Place, done: Int, of total: Int, now: Double) {
        guard let next = places[place], next >= index else { return }
        if next > index {
            leave(now: now)
            if next > index + 1 { isResumed = true }
            index = next
            (part, entered, units) = (nil, now, 0)
        } else if !isWorking {
            return
        }
        isWorking = true
        units = max(units, done)
        let expected = total > 0 ? Double(total) : parts[index].units
        let most = total > 0 ? 1 : Self.mostUnknown
        if done > 0, expected > 0 { part = max(part ?? 0, min(most, Double(done) / expected)) }
    }

    /// Notes that a step is over, and with it all before it.
    public mutating func finish(_ place: WorkPart.Place, now: Double) {
        guard let last = places[place], last >= index, last > index || isWorking else { return }
        leave(now: now)
        if last > index { isResumed = true }
        index = last
    }

    /// Notes that the job is over.
    public mutating func finish(now: Double) { leave(now: now) }

    /// The share of all work that is done.
    public func share(now: Double) -> Double {
        let total = parts.map(\.seconds).reduce(0, +)
        return total > 0 ? 1 - rest(now: now) { _ in 1 } / total : 0
    }

    /// Seconds that the rest will take.
    public func left(now: Double) -> Double {
        var known = times
        if isWorking {
            known[parts[index].kind, default: Time()].estimated += done(now: now) * parts[index].seconds
            known[parts[index].kind, default: Time()].actual += now - entered
        }
        let sums = known.values.reduce(into: Time()) { sum, time in
            sum.estimated += time.estimated
            sum.actual += time.actual
        }
        let overall = Self.factor(sums, prior: 1)
        return rest(now: now) { kind in Self.factor(known[kind] ?? Time(), prior: overall) }
    }

    private static func factor(_ time: Time, prior: Double) -> Double {
        (prior * patience + time.actual) / (patience + time.estimated)
    }

    /// The share of the step at hand that is done: as much as its time allows, while nobody knows.
    private func done(now: Double) -> Double {
        guard isWorking else { return index < 0 ? 0 : 1 }
        let seconds = parts[index].seconds
        return part ?? (seconds > 0 ? min(Self.mostUnknown, (now - entered) / seconds) : Self.mostUnknown)
    }

    /// Seconds of what is not done, each step's multiplied by the factor of its kind.
    private func rest(now: Double, _ factor: (WorkPart.Kind) -> Double) -> Double {
        var sum = 0.0
        for (place, part) in parts.enumerated().dropFirst(max(0, index)) {
            let open = place == index ? 1 - done(now: now) : 1
            sum += part.seconds * open * factor(part.kind)
        }
        return sum
    }

    private mutating func leave(now: Double) {
        guard isWorking else { return }
        let part = parts[index]
        let actual = now - entered
        times[part.kind, default: Time()].estimated += part.seconds
        times[part.kind, default: Time()].actual += actual
        let counted = units > 0 && part.units > 0 ? Double(units) / part.units : 1
        experience[part.kind, default: Time()].estimated += counted * part.seconds
        experience[part.kind, default: Time()].actual += actual
        isWorking = false
    }
}
