#ifndef SELKIE_PACKED_H
#define SELKIE_PACKED_H

#include "selkie_dequantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Quantized weights laid out for matrix products. They stay in their few bits, so that few rows, whose products are
/// bound by memory, read little; and an element becomes a float in a register, so that many rows cost no more than
/// with floats. Sixteen results (a tile) are computed at once, one in each lane of the widest vector register: no sums
/// across lanes.
///
/// Forward (c = x · Wᵀ) a tile is sixteen rows of the weight: for each group of elements that share a scale it holds
/// 16 scales, 16 offsets and the codes. Backward (c = y · W) a tile is sixteen columns: for each eight rows of the
/// weight it holds their 8 scales, 8 offsets and the codes. Codes of 4 bits: eight consecutive steps of the sum in
/// one 32-bit lane; of 8 bits: sixteen bytes a step.
typedef struct selkie_packed_layout {
    /// Bits of a code: 4 or 8.
    int bits;
    /// Steps of the sum that share their scales: the type's group size forward, 8 backward.
    size_t group;
    /// Whether tiles are columns of the weight.
    int is_backward;
} selkie_packed_layout;

enum { selkie_tile_width = 16 };

/// The layout of a quantized type for products forward.
selkie_packed_layout selkie_packed_forward(const selkie_block_format *format);

/// The layout of the same weight for products backward.
selkie_packed_layout selkie_packed_backward(selkie_packed_layout forward);

/// Bytes of one tile whose sums have `steps` steps: the weight's columns forward, its rows (a multiple of 16)
/// backward.
size_t selkie_packed_tile_bytes(selkie_packed_layout layout, size_t steps);

/// Packs up to sixteen rows, each stored as blocks of `format`, forward; missing rows become zero. Returns whether all
/// scales and offsets are finite. tile: as many bytes as `selkie_packed_tile_bytes` says, at a multiple of 64.
int selkie_pack_tile(void *tile, const selkie_block_format *format, const void *const *rows, size_t row_count,
                     size_t inner);

/// Packs columns 16 * column_tile ... backward, from all `row_tiles` forward tiles of a weight with `inner` columns.
void selkie_pack_backward(void *tile, selkie_packed_layout forward, const void *forward_tiles, size_t row_tiles,
                          size_t inner, size_t column_tile);

/// Expands one row of a forward tile to `inner` floats, bitwise as the format's reference does.
void selkie_packed_row(float *out, selkie_packed_layout forward, const void *tile, size_t row, size_t inner);

/// Lays steps `first` up to `end` of x ([rows, steps], strided) out as `selkie_packed_multiply` reads it. panel: [rows *
/// steps] floats. One row is its own panel.
void selkie_packed_panel(float *panel, const float *x, size_t x_stride, size_t rows, size_t steps, size_t first,
                         size_t end);

/// c = x · Wᵀ (forward) or y · W (backward), or c += ... with `accumulate`, for some tiles of a packed weight. c: [rows,
/// columns], strided; tiles: the ceil(columns / 16) tiles of these columns, one after the other. Results equal those on
/// expanded weights but for the order and fusing of sums. Cost: rows * columns * steps fused multiply-adds; reads each
/// tile once.
void selkie_packed_multiply(float *c, size_t c_stride, const float *panel, const void *tiles,
                            selkie_packed_layout layout, size_t rows, size_t columns, size_t steps, int accumulate);

/// The same in plain loops, as processors without AVX-512 run it.
void selkie_packed_multiply_portable(float *c, size_t c_stride, const float *panel, const void *tiles,
                                     selkie_packed_layout layout, size_t rows, size_t columns, size_t steps,
                                     int accumulate);

#ifdef __cplusplus
}
#endif

#endif
