import Foundation

/// A LoRA update of a base model: for each adapted projection W, effective weight W + scale · B · A.
///
/// Trained adapters are not changed any more; only the trainer writes to the parameters, while it owns them.
public final class Adapter: Sendable {
    /// Where each factor lies.
    package let layout: AdapterLayout
    /// All factors, laid out as `layout` says.
    package let parameters: FloatBuffer
    /// The folder that it was read from; nil for one that was made here.
    public let source: String?

    /// An adapter whose update is zero: A drawn as PEFT draws it (uniform within ±1/sqrt(in), which is
    /// Kaiming-uniform with a = sqrt(5)), B zero.
    public convenience init(_ configuration: ModelConfiguration, _ lora: LoRAConfiguration, seed: UInt64) {
        let layout = AdapterLayout(configuration, lora)
        self.init(layout: layout)
        var generator = SeededGenerator(seed: seed)
        for group in layout.groups.flatMap({ $0.compactMap { $0 } }) {
            let a = group.a(in: parameters)
            let bound = 1 / Float(group.inputWidth).squareRoot()
            for index in 0..<a.rows * a.columns {
                a.start[index] = Float.random(in: -bound..<bound, using: &generator)
            }
        }
    }

    /// An adapter of the given layout with all factors zero.
    package convenience init(layout: AdapterLayout, source: String? = nil) {
        self.init(layout: layout, parameters: FloatBuffer(count: layout.count), source: source)
    }

    /// An adapter of the given layout with factors that lie as it says.
    init(layout: AdapterLayout, parameters: FloatBuffer, source: String? = nil) {
        precondition(parameters.count == layout.count, "the factors do not fit the layout")
        self.layout = layout
        self.parameters = parameters
        self.source = source
    }

    /// A copy with memory of its own.
    package func copy() -> Adapter {
        let copy = Adapter(layout: layout)
        copy.parameters.start.update(from: parameters.start, count: parameters.count)
        return copy
    }

    /// Number of trained parameters.
    public var parameterCount: Int { layout.count }
}
