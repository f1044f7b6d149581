/// Where the factors of an adapter lie in its one block of parameters.
///
/// For each layer and group of projections that read the same input, the A factors are stacked into one
/// matrix [sum of ranks, in], so that one thin product serves the group. Each B is kept transposed, [rank, out]:
/// then every product of a training step runs along memory.
package struct AdapterLayout: Sendable, Equatable {
    /// One adapted projection of one layer.
    package struct Module: Sendable, Equatable {
        /// Layer, from 0.
        package let layer: Int
        /// Projection.
        package let projection: Projection
        /// Rank of the update.
        package let rank: Int
        /// Factor of the update: alpha / rank, or alpha / sqrt(rank) with rsLoRA.
        package let scale: Float
        /// First row of this module's A in the group's stack.
        package let rankOffset: Int
        /// First column of the projection in the group's output.
        package let outputOffset: Int
        /// Width of the projection's output.
        package let outputWidth: Int
        /// Offset of B in the block of parameters.
        package let bOffset: Int

        /// The columns of the group's output that this module adds to.
        package var outputColumns: Range<Int> { outputOffset..<outputOffset + outputWidth }
        /// The columns of the group's low-rank activations that belong to this module.
        package var rankColumns: Range<Int> { rankOffset..<rankOffset + rank }
    }

    /// The adapted projections of one group of one layer.
    package struct Group: Sendable, Equatable {
        /// Width of the group's input.
        package let inputWidth: Int
        /// Rows of the stacked A.
        package let rank: Int
        /// Offset of the stacked A in the block of parameters.
        package let aOffset: Int
        /// Modules in the order of their outputs.
        package let modules: [Module]
    }

    /// What a module is to be before it has its place.
    package struct Request: Sendable {
        /// Layer, from 0.
        package let layer: Int
        /// Projection.
        package let projection: Projection
        /// Rank of the update.
        package let rank: Int
        /// Factor of the update.
        package let scale: Float

        /// A module at a layer.
        package init(layer: Int, projection: Projection, rank: Int, scale: Float) {
            self.layer = layer
            self.projection = projection
            self.rank = rank
            self.scale = scale
        }
    }

    /// [layer][group]; `nil` where nothing is adapted.
    package let groups: [[Group?]]
    /// Floats of all factors.
    package let count: Int
    /// The lowest layer that is adapted; the number of layers when none is.
    package let lowestLayer: Int

    /// Lays out the requested modules; at most one for each projection of a layer.
    package init(_ configuration: ModelConfiguration, modules: [Request]) {
        var offset = 0
        var groups: [[Group?]] = []
        for layer in 0..<configuration.layers {
            let wanted = modules.filter { $0.layer == layer }
            groups.append(
                ProjectionGroup.allCases.map { group in
                    Self.place(group, wanted: wanted, configuration, &offset)
                })
        }
        self.groups = groups
        count = offset
        lowestLayer = groups.firstIndex { $0.contains { $0 != nil } } ?? configuration.layers
    }

    /// Lays out the modules that `lora` names.
    package init(_ configuration: ModelConfiguration, _ lora: LoRAConfiguration) {
        let layers = (lora.layers ?? 0..<configuration.layers).clamped(to: 0..<configuration.layers)
        self.init(
            configuration,
            modules: layers.flatMap { layer in
                lora.projections.map {
                    Request(
                        layer: layer, projection: $0, rank: lora.rank, scale: lora.alpha / Float(lora.rank))
                }
            })
    }

    /// All modules from the lowest layer up.
    package var modules: [Module] { groups.flatMap { $0.flatMap { $0?.modules ?? [] } } }

    /// The group at a layer, if adapted.
    package func group(_ group: ProjectionGroup, layer: Int) -> Group? { groups[layer][group.rawValue] }

    /// Whether the modules have the places and widths that a base of this configuration gives them.
    package func fits(_ configuration: ModelConfiguration) -> Bool {
        guard groups.count == configuration.layers else { return false }
        return groups.allSatisfy { layer in
            zip(ProjectionGroup.allCases, layer).allSatisfy { group, place in
                guard let place else { return true }
                var offsets: [Projection: Int] = [:]
                var offset = 0
                for member in group.members {
                    offsets[member] = offset
                    offset += configuration.shape(of: member).out
                }
                return place.modules.allSatisfy { module in
                    let shape = configuration.shape(of: module.projection)
                    return shape.in == place.inputWidth && shape.out == module.outputWidth
                        && offsets[module.projection] == module.outputOffset
                }
            }
        }
    }

    private static func place(
        _ group: ProjectionGroup, wanted: [Request], _ configuration: ModelConfiguration, _ offset: inout Int
    ) -> Group? {
        var outputOffset = 0
        var members: [(Request, outputOffset: Int, out: Int)] = []
        var inputWidth = 0
        for projection in group.members {
            let shape = configuration.shape(of: projection)
            inputWidth = shape.in
            if let request = wanted.first(where: { $0.projection == projection }) {
                members.append((request, outputOffset, shape.out))
            }
            outputOffset += shape.out
        }
        guard !members.isEmpty else { return nil }
        let rank = members.map(\.0.rank).reduce(0, +)
        let aOffset = offset
        offset += rank * inputWidth
        var rankOffset = 0
        let modules = members.map { request, outputOffset, out in
            defer {
                rankOffset += request.rank
                offset += out * request.rank
            }
            return Module(
                layer: request.layer, projection: request.projection, rank: request.rank,
                scale: request.scale,
                rankOffset: rankOffset, outputOffset: outputOffset, outputWidth: out, bOffset: offset)
        }
        return Group(inputWidth: inputWidth, rank: rank, aOffset: aOffset, modules: modules)
    }
}

extension AdapterLayout.Group {
    /// The stacked A factors in a block of parameters (or gradients): [sum of ranks, in].
    package func a(in block: FloatBuffer) -> Matrix {
        Matrix(start: block.start + aOffset, rows: rank, columns: inputWidth)
    }
}

extension AdapterLayout.Module {
    /// This module's B factor, transposed, in a block of parameters (or gradients): [rank, out].
    package func transposedB(in block: FloatBuffer) -> Matrix {
        Matrix(start: block.start + bOffset, rows: rank, columns: outputWidth)
    }
}
