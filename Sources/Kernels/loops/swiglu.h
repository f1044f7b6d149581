static const float root_two_over_pi = 0.7978845608028654f;
static const float gelu_cubic = 0.044715f;

/// The angle whose sigmoid GELU's tanh form multiplies with: (1 + tanh(z)) / 2 = sigmoid(2 z), without the
/// cancellation.
static inline __attribute__((always_inline)) float gelu_angle(float x) {
    return 2.0f * root_two_over_pi * (x + gelu_cubic * x * x * x);
}

static void swiglu_forward(float *out, size_t out_stride, const float *gate_up, size_t gate_up_stride,
                           selkie_activation activation, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        const float *restrict gate = gate_up + r * gate_up_stride;
        const float *restrict up = gate + width;
        float *restrict y = out + r * out_stride;
        if (activation == SELKIE_SILU) {
            for (size_t i = 0; i < width; i++) y[i] = gate[i] * selkie_sigmoid(gate[i]) * up[i];
        } else {
            for (size_t i = 0; i < width; i++) {
                float g = gate[i];
                y[i] = g * selkie_sigmoid(gelu_angle(g)) * up[i];
            }
        }
    }
}

static void swiglu_backward(float *d_gate_up, size_t d_gate_up_stride, const float *d_out, size_t d_out_stride,
                            const float *gate_up, size_t gate_up_stride, selkie_activation activation, size_t rows,
                            size_t width) {
    for (size_t r = 0; r < rows; r++) {
        const float *gate = gate_up + r * gate_up_stride;
        const float *up = gate + width;
        const float *restrict dy = d_out + r * d_out_stride;
        float *d_gate = d_gate_up + r * d_gate_up_stride;
        float *d_up = d_gate + width;
        if (activation == SELKIE_SILU) {
#pragma clang loop vectorize(assume_safety)
            for (size_t i = 0; i < width; i++) {
                float g = gate[i], u = up[i];
                float s = selkie_sigmoid(g);
                d_up[i] = dy[i] * g * s;
                d_gate[i] = dy[i] * u * s * (1.0f + g * (1.0f - s));
            }
        } else {
#pragma clang loop vectorize(assume_safety)
            for (size_t i = 0; i < width; i++) {
                float g = gate[i], u = up[i];
                float s = selkie_sigmoid(gelu_angle(g));
                float slope = 2.0f * root_two_over_pi * (1.0f + 3.0f * gelu_cubic * g * g);
                d_up[i] = dy[i] * g * s;
                d_gate[i] = dy[i] * u * s * (1.0f + g * (1.0f - s) * slope);
            }
        }
    }
}
