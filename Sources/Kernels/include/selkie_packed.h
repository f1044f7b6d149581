#ifndef SELKIE_PACKED_H
#define SELKIE_PACKED_H

#include "selkie_dequantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Weights of few bits laid out for matrix products. They stay in their few bits, so that few rows, whose products are
/// bound by memory, read little; and an element becomes a float in a register, so that many rows cost no more than
/// with floats.
///
/// A tile is sixteen rows of the weight: for each group of elements that share a scale it holds 16 scales, 16 offsets
/// (where the type has any) and the codes, step by step. Codes of 4 bits: eight consecutive steps in one 32-bit lane;
/// others: sixteen codes a step. Forward (c = x · Wᵀ), sixteen results are computed at once, one in each lane of some
/// vectors: no sums across lanes. Backward (c = y · W) the same tiles are decoded along their steps.
typedef struct selkie_packed_layout {
    /// How an element is coded.
    selkie_code code;
    /// Steps that share their scales.
    size_t group;
} selkie_packed_layout;

enum { selkie_tile_width = 16 };

/// Which product a panel is laid out for.
typedef enum selkie_direction { SELKIE_FORWARD, SELKIE_BACKWARD } selkie_direction;

/// The layout of a type; its code must not be SELKIE_CODE_NONE.
selkie_packed_layout selkie_packed_layout_of(const selkie_block_format *format);

/// Bytes of one tile of rows with `steps` elements, a multiple of the group.
size_t selkie_packed_tile_bytes(selkie_packed_layout layout, size_t steps);

/// Packs up to sixteen rows, each stored as blocks of `format`; missing rows become zero. Returns whether all scales,
/// offsets and floats are finite. tile: as many bytes as `selkie_packed_tile_bytes` says, at a multiple of 64.
int selkie_pack_tile(void *tile, const selkie_block_format *format, const void *const *rows, size_t row_count,
                     size_t inner);

/// Expands one row of a tile to `inner` floats, bitwise as the format's reference does.
void selkie_packed_row(float *out, selkie_packed_layout layout, const void *tile, size_t row, size_t inner);

/// Floats of a panel of so many rows and steps.
size_t selkie_packed_panel_count(size_t rows, size_t steps);

/// Lays steps `first` up to `end`, multiples of 16, of x ([rows, steps], strided) out as the products of the same path
/// and direction read it. panel: `selkie_packed_panel_count` floats.
void selkie_packed_panel(float *panel, selkie_direction direction, const float *x, size_t x_stride, size_t rows,
                         size_t steps, size_t first, size_t end);

/// c = x · Wᵀ, or c += ... with `accumulate`, for some tiles of a packed weight. c: [rows, columns], strided; tiles: the
/// ceil(columns / 16) tiles of these columns, one after the other. Results equal those on expanded weights but for the
/// order and fusing of sums. Cost: rows * columns * steps fused multiply-adds; reads each tile once.
void selkie_packed_multiply(float *c, size_t c_stride, const float *panel, const void *tiles,
                            selkie_packed_layout layout, size_t rows, size_t columns, size_t steps, int accumulate);

/// c = y · W, or c += ... with `accumulate`, for columns `first` up to `end` of a packed weight, multiples of 16. c:
/// [rows, end - first], strided, its first column `first`; tiles: all steps / 16 tiles of the weight, whose rows have
/// `inner` elements. panel: y, [rows, steps], with zeroes beyond the weight's last row.
void selkie_packed_multiply_backward(float *c, size_t c_stride, const float *panel, const void *tiles,
                                     selkie_packed_layout layout, size_t rows, size_t first, size_t end, size_t steps,
                                     size_t inner, int accumulate);

#ifdef __cplusplus
}
#endif

#endif
