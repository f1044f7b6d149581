extension Adapter {
    /// One adapter whose update is the sum of this one's and another's: its ranks are this one's, then the other's.
    ///
    /// Each module has the scale of `upper`, so that training the result trains `upper` as it would be trained by itself;
    /// where this one's differs, its B is multiplied by the quotient.
    public func stacked(below upper: Adapter, in configuration: ModelConfiguration) -> Adapter {
        let own = Dictionary(uniqueKeysWithValues: layout.modules.map { ($0.place, $0) })
        let others = Dictionary(uniqueKeysWithValues: upper.layout.modules.map { ($0.place, $0) })
        let places = Set(own.keys).union(others.keys).sorted()
        let layout = AdapterLayout(
            configuration,
            modules: places.map { place in
                AdapterLayout.Request(
                    layer: place.layer, projection: Projection.allCases[place.projection],
                    rank: (own[place]?.rank ?? 0) + (others[place]?.rank ?? 0),
                    scale: (others[place] ?? own[place])?.scale ?? 0)
            })
        let result = Adapter(layout: layout)
        result.take(self, at: .lowest)
        result.take(upper, at: .highest)
        return result
    }

    /// What was stacked upon another adapter: the ranks above that one's, in the modules that have any.
    public func above(_ foundation: Adapter, in configuration: ModelConfiguration) -> Adapter {
        let lower = Dictionary(uniqueKeysWithValues: foundation.layout.modules.map { ($0.place, $0.rank) })
        let modules = layout.modules.compactMap { module -> AdapterLayout.Request? in
            let rank = module.rank - (lower[module.place] ?? 0)
            return rank <= 0
                ? nil
                : AdapterLayout.Request(
                    layer: module.layer, projection: module.projection, rank: rank, scale: module.scale)
        }
        let result = Adapter(layout: AdapterLayout(configuration, modules: modules))
        for (own, part) in result.layout.shared(with: layout) {
            let rows = own.module.rank - part.module.rank..<own.module.rank
            part.group.a(in: result.parameters).slice(rows: part.module.rankColumns)
                .copy(from: own.group.a(in: parameters).slice(rows: own.module.rankColumns).slice(rows: rows))
            part.module.transposedB(in: result.parameters)
                .copy(from: own.module.transposedB(in: parameters).slice(rows: rows))
        }
        return result
    }

    /// Puts another foundation below: its factors take the place of the lowest ranks.
    func lay(_ foundation: Adapter) { take(foundation, at: .lowest) }

    private enum Ranks { case lowest, highest }

    /// Copies another adapter's factors into the lowest or highest ranks of the modules that both have.
    private func take(_ other: Adapter, at ranks: Ranks) {
        for (source, target) in layout.shared(with: other.layout) {
            let first = ranks == .lowest ? 0 : target.module.rank - source.module.rank
            let rows = first..<first + source.module.rank
            target.group.a(in: parameters).slice(rows: target.module.rankColumns).slice(rows: rows)
                .copy(from: source.group.a(in: other.parameters).slice(rows: source.module.rankColumns))
            let b = target.module.transposedB(in: parameters).slice(rows: rows)
            b.copy(from: source.module.transposedB(in: other.parameters))
            let quotient = source.module.scale / target.module.scale
            guard quotient != 1 else { continue }
            for index in 0..<b.rows * b.columns { b.start[index] *= quotient }
        }
    }
}

extension AdapterLayout {
    /// Where the factors of an adapter that this one was stacked upon lie: the lowest ranks of its modules.
    func ranges(of foundation: AdapterLayout) -> [Range<Int>] {
        shared(with: foundation).flatMap { lower, module in
            let a = module.group.aOffset + module.module.rankOffset * module.group.inputWidth
            let b = module.module.bOffset
            return [
                a..<a + lower.module.rank * module.group.inputWidth,
                b..<b + lower.module.rank * module.module.outputWidth,
            ]
        }
    }

    /// Whether it has all modules of another, each with at least its rank.
    func holds(_ foundation: AdapterLayout) -> Bool {
        let pairs = shared(with: foundation)
        return pairs.count == foundation.modules.count
            && pairs.allSatisfy { $0.other.module.rank <= $0.own.module.rank }
    }

    /// Another layout's modules beside this one's of the same places.
    fileprivate func shared(
        with other: AdapterLayout
    ) -> [(other: (group: Group, module: Module), own: (group: Group, module: Module))] {
        let own = Dictionary(uniqueKeysWithValues: placed.map { ($0.module.place, $0) })
        return other.placed.compactMap { entry in own[entry.module.place].map { (entry, $0) } }
    }

    private var placed: [(group: Group, module: Module)] {
        groups.flatMap { $0.compactMap { $0 } }.flatMap { group in group.modules.map { (group, $0) } }
    }
}

extension AdapterLayout.Module {
    /// Which projection of which layer it adapts.
    fileprivate struct Place: Hashable, Comparable {
        let layer: Int
        /// Its place among all projections.
        let projection: Int

        static func < (a: Place, b: Place) -> Bool {
            (a.layer, a.projection) < (b.layer, b.projection)
        }
    }

    fileprivate var place: Place {
        Place(layer: layer, projection: Projection.allCases.firstIndex(of: projection) ?? 0)
    }
}
