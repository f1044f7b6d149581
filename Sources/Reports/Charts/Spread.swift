/// Moves labels apart that would lie upon each other.
enum Spread {
    /// Places in the same order, each at least `distance` after the one before; `places` ascend.
    ///
    /// Their middle stays where it was as far as that goes.
    static func apart(_ places: [Double], by distance: Double) -> [Double] {
        var moved = places
        for _ in 0..<places.count {
            for (above, below) in zip(moved.indices, moved.indices.dropFirst()) {
                let missing = distance - (moved[below] - moved[above])
                guard missing > 0 else { continue }
                moved[above] -= missing / 2
                moved[below] += missing / 2
            }
        }
        // Halves leave a rest in a row of three; one pass down settles it.
        for (above, below) in zip(moved.indices, moved.indices.dropFirst()) {
            moved[below] = max(moved[below], moved[above] + distance)
        }
        return moved
    }
}
