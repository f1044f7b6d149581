import Kernels

extension ThreadPool {
    /// output = RMS-normalised input · weight; keeps the inverse RMS of each row: [1, n].
    func normalise(
        _ input: Matrix, _ weight: Matrix, epsilon: Float, into output: Matrix, inverseRMS: Matrix
    ) {
        split(input.rows) { part in
            let first = part.lowerBound
            selkie_rmsnorm_forward(
                output.row(first), output.stride, inverseRMS.start + first, input.row(first), input.stride,
                weight.start, epsilon, part.count, input.columns)
        }
    }

    /// ``normalise`` again, with the inverse RMS that it kept.
    func normaliseAgain(_ input: Matrix, _ weight: Matrix, inverseRMS: Matrix, into output: Matrix) {
        split(input.rows) { part in
            let first = part.lowerBound
            selkie_rmsnorm_apply(
                output.row(first), output.stride, inverseRMS.start + first, input.row(first), input.stride,
                weight.start, part.count, input.columns)
        }
    }

    /// The gradient to the input of ``normalise`` from that to its output, `d`; or dInput += … when it accumulates.
    func normaliseBackward(
        _ d: Matrix, _ input: Matrix, _ weight: Matrix, inverseRMS: Matrix, into dInput: Matrix,
        accumulates: Bool
    ) {
        split(d.rows) { part in
            let first = part.lowerBound
            selkie_rmsnorm_backward(
                dInput.row(first), dInput.stride, d.row(first), d.stride, input.row(first), input.stride,
                weight.start, inverseRMS.start + first, accumulates ? 1 : 0, part.count, d.columns)
        }
    }

    /// The gradient of rows that were gathered before they were normalised, added where they came from: to `rows` of
    /// `sum`, each at most once.
    func normaliseBackward(
        _ d: Matrix, _ input: Matrix, _ weight: Matrix, inverseRMS: Matrix, addedTo sum: Matrix, rows: [Int]
    ) {
        split(d.rows) { part in
            for index in part {
                selkie_rmsnorm_backward(
                    sum.row(rows[index]), sum.stride, d.row(index), d.stride, input.row(index), input.stride,
                    weight.start, inverseRMS.start + index, 1, 1, d.columns)
            }
        }
    }
}
