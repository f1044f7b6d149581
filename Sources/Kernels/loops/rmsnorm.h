static void rmsnorm_forward(float *out, size_t out_stride, float *inverse_rms, const float *in, size_t in_stride,
                            const float *weight, float epsilon, size_t rows, size_t width) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        const float *x = in + r * in_stride;
        float *y = out + r * out_stride;
        float sum = 0.0f;
        for (size_t i = 0; i < width; i++) sum += x[i] * x[i];
        float inverse = 1.0f / sqrtf(sum / (float)width + epsilon);
        // Zeros would hide that the sum overflowed.
        if (inverse == 0.0f) inverse = NAN;
        inverse_rms[r] = inverse;
        for (size_t i = 0; i < width; i++) y[i] = x[i] * inverse * weight[i];
    }
}

static void rmsnorm_apply(float *out, size_t out_stride, const float *inverse_rms, const float *in, size_t in_stride,
                          const float *weight, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        const float *x = in + r * in_stride;
        float *y = out + r * out_stride;
        float inverse = inverse_rms[r];
        for (size_t i = 0; i < width; i++) y[i] = x[i] * inverse * weight[i];
    }
}

static void rmsnorm_backward(float *d_in, size_t d_in_stride, const float *d_out, size_t d_out_stride,
                             const float *in, size_t in_stride, const float *weight, const float *inverse_rms,
                             int accumulate, size_t rows, size_t width) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        const float *x = in + r * in_stride;
        const float *dy = d_out + r * d_out_stride;
        float *dx = d_in + r * d_in_stride;
        float inverse = inverse_rms[r];
        float dot = 0.0f;
        for (size_t i = 0; i < width; i++) dot += dy[i] * weight[i] * x[i];
        // d(x * inverse)/dx: the mean square of the row depends on every element.
        float shared = dot * inverse * inverse * inverse / (float)width;
        if (accumulate) {
            for (size_t i = 0; i < width; i++) dx[i] += dy[i] * weight[i] * inverse - x[i] * shared;
        } else {
            for (size_t i = 0; i < width; i++) dx[i] = dy[i] * weight[i] * inverse - x[i] * shared;
        }
    }
}
