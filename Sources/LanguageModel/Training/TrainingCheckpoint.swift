public import Files
import Foundation
import ModelFormats

/// A paused training in a safetensors file: the adapter's factors, AdamW's moments, and how far it has come.
///
/// All three tensors are as long as the adapter has parameters and laid out like them.
public struct TrainingCheckpoint: Sendable {
    /// The training as it was paused.
    public let training: TrainedAdapter
    /// What its owner needs besides, as text.
    public let notes: String

    /// A paused training with what its owner needs besides.
    public init(_ training: TrainedAdapter, notes: String) {
        self.training = training
        self.notes = notes
    }

    /// Writes the file, whole or not at all; a training that has ended or failed is not written.
    ///
    /// - Throws: `Diagnosis` when it can't be written.
    public func write(to path: String, in files: FileSystem = .system) throws {
        guard let state = training.state, training.failure == nil else { return }
        let buffers = [
            (Self.parameters, training.adapter.parameters), (Self.first, state.first),
            (Self.second, state.second),
        ]
        let steps = Steps(
            losses: training.losses, gradientNorms: training.gradientNorms, rows: training.rows)
        try SafetensorsWriter.write(
            buffers.map { name, buffer in
                TensorContent(name: name, shape: [buffer.count], type: .f32) { () throws(Diagnosis) in
                    Array(UnsafeRawBufferPointer(start: buffer.start, count: 4 * buffer.count))
                }
            },
            metadata: [
                Self.steps: String(decoding: try JSONEncoder().encode(steps), as: UTF8.self),
                Self.notes: notes,
            ], to: path, in: files)
    }

    /// Reads what ``write(to:)`` wrote for an adapter laid out like `initial`.
    ///
    /// - Throws: `Diagnosis` for a damaged file, or one of another adapter.
    public init(path: String, like initial: Adapter) throws {
        let file = try SafetensorsFile(path: path)
        func buffer(_ name: String) throws -> FloatBuffer {
            guard let entry = file.entry(named: name), entry.type == .f32,
                entry.shape == [initial.layout.count]
            else { throw Self.unusable(path, "tensor \(name)") }
            let buffer = FloatBuffer(count: initial.layout.count)
            UnsafeMutableRawBufferPointer(start: buffer.start, count: 4 * buffer.count)
                .copyBytes(from: try file.bytes(of: entry))
            return buffer
        }
        guard let text = file.metadata[Self.steps], let notes = file.metadata[Self.notes],
            let steps = try? JSONDecoder().decode(Steps.self, from: Data(text.utf8))
        else { throw Self.unusable(path, "its metadata") }
        training = TrainedAdapter(
            adapter: Adapter(layout: initial.layout, parameters: try buffer(Self.parameters)),
            losses: steps.losses, gradientNorms: steps.gradientNorms, rows: steps.rows, failure: nil,
            looks: [],
            state: OptimizerState(first: try buffer(Self.first), second: try buffer(Self.second)))
        self.notes = notes
    }

    private static let (parameters, first, second) = ("parameters", "first_moments", "second_moments")
    private static let (steps, notes) = ("steps", "notes")

    private struct Steps: Codable {
        var losses: [Float]
        var gradientNorms: [Float]
        var rows: Int
    }

    private static func unusable(_ path: String, _ place: String) -> Diagnosis {
        Diagnosis(
            .malformed, file: path, place: place, problem: "is not what this training needs to go on",
            remedy: "remove the file; the training begins anew")
    }
}
