import Foundation

/// Cosines and sines of every position: [positions, headWidth / 2].
package final class RotaryTable: Sendable {
    /// Cosines.
    package let cosines: FloatBuffer
    /// Sines.
    package let sines: FloatBuffer

    /// Bytes of both.
    var byteCount: Int { (cosines.count + sines.count) * MemoryLayout<Float>.stride }

    /// Angles of `positions` positions.
    ///
    /// Source: arXiv 2104.09864; Llama 3's scaling as in transformers' `rope_type: llama3`.
    package init(_ rotary: ModelConfiguration.RotaryEmbedding, headWidth: Int, positions: Int) {
        let half = headWidth / 2
        let frequencies = (0..<half).map { index in
            // float32 as the reference computes them: positions in the thousands magnify a difference.
            let plain = Float(1.0 / pow(rotary.base, Double(2 * index) / Double(headWidth)))
            let divisor = Double(rotary.divisors?[index] ?? 1) * rotary.linearFactor
            return (rotary.llama3?.scaled(Double(plain)) ?? Double(plain)) / divisor
        }
        cosines = FloatBuffer(count: positions * half)
        sines = FloatBuffer(count: positions * half)
        for position in 0..<positions {
            for (index, frequency) in frequencies.enumerated() {
                let angle = Double(Float(position) * Float(frequency))
                cosines.start[position * half + index] = Float(cos(angle))
                sines.start[position * half + index] = Float(sin(angle))
            }
        }
    }
}

extension ModelConfiguration.Llama3Scaling {
    /// A frequency of the plain embedding, stretched as its wavelength demands.
    func scaled(_ frequency: Double) -> Double {
        let wavelength = 2 * Double.pi / frequency
        if wavelength < originalContext / highFrequencyFactor { return frequency }
        if wavelength > originalContext / lowFrequencyFactor { return frequency / factor }
        let smooth =
            (originalContext / wavelength - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
        return (1 - smooth) * frequency / factor + smooth * frequency
    }
}
