static void adamw(float *parameters, const float *gradients, float *first, float *second, size_t count,
                  float learning_rate, float beta1, float beta2, float epsilon, float weight_decay,
                  float gradient_scale, long step) {
    float correction1 = (float)(1.0 - pow(beta1, (double)step));
    float correction2 = (float)sqrt(1.0 - pow(beta2, (double)step));
    float decay = 1.0f - learning_rate * weight_decay;
    float rate = learning_rate / correction1;
    float *restrict p = parameters;
    const float *restrict g = gradients;
    float *restrict m = first;
    float *restrict v = second;
    for (size_t i = 0; i < count; i++) {
        float gradient = g[i] * gradient_scale;
        float m1 = beta1 * m[i] + (1.0f - beta1) * gradient;
        float v1 = beta2 * v[i] + (1.0f - beta2) * gradient * gradient;
        m[i] = m1;
        v[i] = v1;
        p[i] = p[i] * decay - rate * m1 / (__builtin_sqrtf(v1) / correction2 + epsilon);
    }
}

static double sum_of_squares(const float *x, size_t count) {
    SELKIE_REASSOCIATE
    double total = 0.0;
    for (size_t start = 0; start < count; start += 1024) {
        size_t end = start + 1024 < count ? start + 1024 : count;
        float sum = 0.0f;
        for (size_t i = start; i < end; i++) sum += x[i] * x[i];
        total += sum;
    }
    return total;
}
