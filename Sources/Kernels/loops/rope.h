static void rope(float *x, size_t stride, const int32_t *positions, const float *cosines, const float *sines,
                 float direction, size_t rows, size_t heads, size_t head_width) {
    size_t half = head_width / 2;
    for (size_t r = 0; r < rows; r++) {
        const float *cosine = cosines + (size_t)positions[r] * half;
        const float *sine = sines + (size_t)positions[r] * half;
        for (size_t h = 0; h < heads; h++) {
            float *restrict low = x + r * stride + h * head_width;
            float *restrict high = low + half;
            for (size_t i = 0; i < half; i++) {
                float c = cosine[i], s = direction * sine[i];
                float a = low[i], b = high[i];
                low[i] = a * c - b * s;
                high[i] = b * c + a * s;
            }
        }
    }
}
