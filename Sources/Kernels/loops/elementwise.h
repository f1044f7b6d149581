static void add(float *out, size_t out_stride, const float *in, size_t in_stride, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        float *restrict y = out + r * out_stride;
        const float *restrict x = in + r * in_stride;
        for (size_t i = 0; i < width; i++) y[i] += x[i];
    }
}

static void add_bias(float *x, size_t stride, const float *bias, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        float *restrict y = x + r * stride;
        for (size_t i = 0; i < width; i++) y[i] += bias[i];
    }
}

static void embed(float *out, size_t out_stride, const float *table, size_t table_stride, const int32_t *ids,
                  float scale, size_t rows, size_t width) {
    for (size_t r = 0; r < rows; r++) {
        float *restrict y = out + r * out_stride;
        const float *restrict x = table + (size_t)ids[r] * table_stride;
        for (size_t i = 0; i < width; i++) y[i] = x[i] * scale;
    }
}

static int all_finite(const float *x, size_t count) {
    uint32_t bad = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        bad |= (bits & 0x7f800000u) == 0x7f800000u;
    }
    return bad == 0;
}
