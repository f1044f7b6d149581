import Kernels

extension ThreadPool {
    /// output = activation(gate) · up; gate and up lie side by side, [n, 2 · width], output is [n, width].
    func activate(_ gateUp: Matrix, _ activation: ModelConfiguration.Activation, into output: Matrix) {
        split(gateUp.rows) { part in
            let first = part.lowerBound
            selkie_swiglu_forward(
                output.row(first), output.stride, gateUp.row(first), gateUp.stride, activation.kernel,
                part.count, output.columns)
        }
    }

    /// Puts the gradient of ``activate`` to gate and up in their place, from that to its output: [n, width].
    func activateBackward(_ d: Matrix, _ activation: ModelConfiguration.Activation, inPlaceOf gateUp: Matrix)
    {
        split(gateUp.rows) { part in
            let first = part.lowerBound
            selkie_swiglu_backward(
                gateUp.row(first), gateUp.stride, d.row(first), d.stride, gateUp.row(first), gateUp.stride,
                activation.kernel, part.count, d.columns)
        }
    }
}

extension ModelConfiguration.Activation {
    fileprivate var kernel: selkie_activation { self == .silu ? SELKIE_SILU : SELKIE_GELU_TANH }
}
