/// What kernels compute, written plainly and in double precision.
///
/// The tests compare kernels with it, and so do the vectors that other processors are tested with.
enum Reference {}
