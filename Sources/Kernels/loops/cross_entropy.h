static void cross_entropy(float *losses, float *logits, size_t stride, const int32_t *targets, const float *d_scale,
                          size_t rows, size_t vocabulary) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        float *row = logits + r * stride;
        size_t target = (size_t)targets[r];
        float peak = selkie_largest(row, vocabulary);
        float target_logit = row[target];
        float sum = 0.0f;
        if (d_scale == NULL) {
            for (size_t i = 0; i < vocabulary; i++) sum += selkie_exp(row[i] - peak);
        } else {
            for (size_t i = 0; i < vocabulary; i++) {
                float e = selkie_exp(row[i] - peak);
                row[i] = e;
                sum += e;
            }
            float scale = d_scale[r] / sum;
            for (size_t i = 0; i < vocabulary; i++) row[i] *= scale;
            row[target] -= d_scale[r];
        }
        losses[r] = logf(sum) + peak - target_logit;
    }
}

static size_t argmax(const float *logits, size_t vocabulary) {
    float best = selkie_largest(logits, vocabulary);
    for (size_t i = 0; i < vocabulary; i++) {
        if (logits[i] == best) return i;
    }
    return 0;
}

static void softmax(float *x, float inverse_temperature, size_t vocabulary) {
    SELKIE_REASSOCIATE
    float peak = selkie_largest(x, vocabulary);
    float sum = 0.0f;
    for (size_t i = 0; i < vocabulary; i++) {
        float e = selkie_exp((x[i] - peak) * inverse_temperature);
        x[i] = e;
        sum += e;
    }
    float inverse = 1.0f / sum;
    for (size_t i = 0; i < vocabulary; i++) x[i] *= inverse;
}
