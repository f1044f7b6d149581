import Kernels

extension ThreadPool {
    /// One step of AdamW, the `step`th from 1, over all factors of an adapter; gradients are multiplied by
    /// `gradientScale` first.
    func adamW(
        _ parameters: FloatBuffer, gradients: FloatBuffer, moments: OptimizerState,
        _ settings: TrainingSettings, rate: Float, gradientScale: Float, step: Int
    ) {
        split(gradients.count) { part in
            let start = part.lowerBound
            selkie_adamw(
                parameters.start + start, gradients.start + start, moments.first.start + start,
                moments.second.start + start, part.count, rate, settings.beta1, settings.beta2,
                settings.epsilon, settings.weightDecay, gradientScale, step)
        }
    }

    /// Norm of all numbers: parts of fixed size are summed in order, so that the number of threads changes nothing.
    func norm(_ x: FloatBuffer) -> Float {
        let (count, size) = (x.count, 1 << 17)
        var sums = [Double](repeating: 0, count: (count + size - 1) / size)
        sums.withUnsafeMutableBufferPointer { sums in
            run(sums.count) { part, _ in
                let start = part * size
                sums[part] = selkie_sum_of_squares(x.start + start, min(size, count - start))
            }
        }
        return Float(sums.reduce(0, +).squareRoot())
    }
}
