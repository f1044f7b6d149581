static double probe_multiply_adds(size_t rounds, float *sink) {
    vec sum[probe_sums];
    _Pragma("unroll") for (int s = 0; s < probe_sums; s++) sum[s] = v_set1((float)s);
    const vec factor = v_set1(0.999f), term = v_set1(0.5f);
    for (size_t round = 0; round < rounds; round++) {
        _Pragma("unroll") for (int s = 0; s < probe_sums; s++) sum[s] = v_fma(sum[s], factor, term);
    }
    _Pragma("unroll") for (int s = 1; s < probe_sums; s++) sum[0] = v_add(sum[0], sum[s]);
    float total[lanes];
    v_storeu(total, sum[0]);
    for (size_t lane = 0; lane < lanes; lane++) *sink += total[lane];
    return 2.0 * probe_sums * lanes * (double)rounds;
}

static float probe_read(const float *memory, size_t count) {
    enum { sums = 8, width = sums * lanes };
    vec sum[sums];
    _Pragma("unroll") for (int s = 0; s < sums; s++) sum[s] = v_zero();
    size_t i = 0;
    for (; i + width <= count; i += width) {
        _Pragma("unroll") for (int s = 0; s < sums; s++) sum[s] = v_add(sum[s], v_loadu(memory + i + s * lanes));
    }
    _Pragma("unroll") for (int s = 1; s < sums; s++) sum[0] = v_add(sum[0], sum[s]);
    float total[lanes], rest = 0.0f;
    v_storeu(total, sum[0]);
    for (; i < count; i++) rest += memory[i];
    for (size_t lane = 0; lane < lanes; lane++) rest += total[lane];
    return rest;
}
