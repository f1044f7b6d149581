#include "avx512.h"
#include "packed_layout.h"

/// Rows and steps that are turned at once.
enum { square = 16 };

/// out[k * count + r] = in[r * stride + k] for some rows and steps.
static void turn_portable(float *out, size_t count, const float *in, size_t stride, size_t rows, size_t steps) {
    for (size_t r = 0; r < rows; r++) {
        for (size_t k = 0; k < steps; k++) out[k * count + r] = in[r * stride + k];
    }
}

#if defined(__x86_64__)

/// The same for up to sixteen rows and sixteen steps at once: lanes change places in registers, in four rounds of
/// sixteen shuffles.
AVX512 static void turn_square(float *out, size_t count, const float *in, size_t stride, size_t rows) {
    __m512 a[square], b[square];
    _Pragma("unroll") for (size_t r = 0; r < square; r++) {
        a[r] = r < rows ? _mm512_loadu_ps(in + r * stride) : _mm512_setzero_ps();
    }
    _Pragma("unroll") for (int i = 0; i < square; i += 2) {
        b[i] = _mm512_unpacklo_ps(a[i], a[i + 1]);
        b[i + 1] = _mm512_unpackhi_ps(a[i], a[i + 1]);
    }
    // From here on a[4 * j + k] holds step 4 * lane + k of rows 4 * j ..., a quarter of the register for each lane.
    _Pragma("unroll") for (int i = 0; i < square; i += 4) {
        const __m512d low[2] = {_mm512_castps_pd(b[i]), _mm512_castps_pd(b[i + 2])};
        const __m512d high[2] = {_mm512_castps_pd(b[i + 1]), _mm512_castps_pd(b[i + 3])};
        a[i] = _mm512_castpd_ps(_mm512_unpacklo_pd(low[0], low[1]));
        a[i + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low[0], low[1]));
        a[i + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(high[0], high[1]));
        a[i + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(high[0], high[1]));
    }
    const __mmask16 kept = (__mmask16)((1u << rows) - 1);
    _Pragma("unroll") for (int k = 0; k < 4; k++) {
        const __m512 even[2] = {_mm512_shuffle_f32x4(a[k], a[k + 4], 0x88),
                                _mm512_shuffle_f32x4(a[k + 8], a[k + 12], 0x88)};
        const __m512 odd[2] = {_mm512_shuffle_f32x4(a[k], a[k + 4], 0xDD),
                               _mm512_shuffle_f32x4(a[k + 8], a[k + 12], 0xDD)};
        _mm512_mask_storeu_ps(out + (size_t)k * count, kept, _mm512_shuffle_f32x4(even[0], even[1], 0x88));
        _mm512_mask_storeu_ps(out + (size_t)(k + 4) * count, kept, _mm512_shuffle_f32x4(odd[0], odd[1], 0x88));
        _mm512_mask_storeu_ps(out + (size_t)(k + 8) * count, kept, _mm512_shuffle_f32x4(even[0], even[1], 0xDD));
        _mm512_mask_storeu_ps(out + (size_t)(k + 12) * count, kept, _mm512_shuffle_f32x4(odd[0], odd[1], 0xDD));
    }
}

static void turn(float *out, size_t count, const float *in, size_t stride, size_t rows, size_t steps) {
    /// Fewer rows leave too many lanes empty.
    enum { fewest_rows = 4 };
    size_t done = 0;
    if (rows >= fewest_rows && selkie_has_avx512()) {
        for (; done + square <= steps; done += square) turn_square(out + done * count, count, in + done, stride, rows);
    }
    turn_portable(out + done * count, count, in + done, stride, rows, steps - done);
}

#else

static void turn(float *out, size_t count, const float *in, size_t stride, size_t rows, size_t steps) {
    turn_portable(out, count, in, stride, rows, steps);
}

#endif

void selkie_packed_panel(float *panel, const float *x, size_t x_stride, size_t rows, size_t steps, size_t first,
                         size_t end) {
    const size_t blocks = packed_block_count(rows);
    for (size_t block = 0; block < blocks; block++) {
        const size_t row = rows * block / blocks;
        const size_t count = rows * (block + 1) / blocks - row;
        float *out = panel + row * steps + first * count;
        for (size_t r = 0; r < count; r += square) {
            const size_t some = count - r < square ? count - r : square;
            turn(out + r, count, x + (row + r) * x_stride + first, x_stride, some, end - first);
        }
    }
}
