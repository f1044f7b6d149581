/// Stores the first `kept` lanes of some results, or adds them to what is there.
INLINE void store_sums(float *out, vec sum, size_t kept, int accumulate) {
    if (kept == lanes) {
        v_storeu(out, accumulate ? v_add(sum, v_loadu(out)) : sum);
    } else {
        v_store_first(out, accumulate ? v_add(sum, v_load_first(out, kept)) : sum, kept);
    }
}
