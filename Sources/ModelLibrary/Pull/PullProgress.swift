/// How far a pull is.
package enum PullProgress: Sendable, Equatable {
    /// A file of so many bytes that is there is being hashed.
    case verifying(total: Int)
    /// Something is going to be fetched.
    case planned(PullPlan)
    /// So many bytes of the whole are there.
    case reached(bytes: Int)
}

/// What a pull is going to take, told before it begins.
package struct PullPlan: Sendable, Equatable {
    /// The size of all that is wanted.
    package var total: Int
    /// Bytes among them that an interrupted pull left here, checked.
    package var known: Int
    /// Bytes of disk that are taken on top, for as long as the pull lasts.
    package var spare: Int

    /// Creates a plan.
    package init(total: Int, known: Int, spare: Int) {
        self.total = total
        self.known = known
        self.spare = spare
    }

    /// Bytes that the disk must have free.
    package var room: Int { total - known + spare }
}
