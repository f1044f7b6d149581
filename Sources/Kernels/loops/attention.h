static void attention_softmax(float *scores, size_t stride, float scale, size_t first, size_t window, size_t rows,
                              size_t keys) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        float *row = scores + r * stride;
        size_t start = first_visible(first + r, window);
        size_t end = first + r + 1 < keys ? first + r + 1 : keys;
        float peak = selkie_largest(row + start, end - start);
        float sum = 0.0f;
        for (size_t i = start; i < end; i++) {
            float e = selkie_exp((row[i] - peak) * scale);
            row[i] = e;
            sum += e;
        }
        float inverse = 1.0f / sum;
        for (size_t i = 0; i < start; i++) row[i] = 0.0f;
        for (size_t i = start; i < end; i++) row[i] *= inverse;
        for (size_t i = end; i < keys; i++) row[i] = 0.0f;
    }
}

static void attention_softmax_backward(float *d_probabilities, size_t stride, const float *probabilities, float scale,
                                       size_t rows, size_t keys) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        float *restrict d = d_probabilities + r * stride;
        const float *restrict p = probabilities + r * stride;
        float inner = 0.0f;
        for (size_t i = 0; i < keys; i++) inner += p[i] * d[i];
        for (size_t i = 0; i < keys; i++) d[i] = p[i] * (d[i] - inner) * scale;
    }
}
