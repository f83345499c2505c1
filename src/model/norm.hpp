// Normalisation between a layer's product and its activation: zn = gamma zhat + beta, zhat = (z - mean) / sqrt(var +
// 1e-5), var the biased variance. Gamma (1 at the start) and beta (0) are learned, one of each per row.
//   batch  mean and variance of each row over the samples of the batch; no bias stands in front, the mean would take it
//          out again. Ioffe, Szegedy, "Batch Normalization" (ICML 2015).
//   layer  of each sample over the rows of the layer. Ba, Kiros, Hinton, "Layer Normalization" (2016).
//
// Arrays are feature-major (rows x n, n a multiple of 8); only the first `size` samples of a chunk count, the others
// are padding. Orders of summation: over samples as in kernels.hpp, chunks added in order; over rows eight running sums
// by row mod 8, combined by the same tree.
#pragma once

namespace nonlin {

inline constexpr double norm_epsilon = 1e-5;

/// Mean and variance of one row over chunks taken in order: lanes and tree in float inside a chunk, chunks combined in
/// double (Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
struct Moments {
  double count = 0, mean = 0, squares = 0;  // `squares`: sum of squared distances from the mean
  void add(const float* z, int size, int n);
  /// 1 / sqrt(var + epsilon).
  float inverse() const;
};

/// z becomes zn and `hat` zhat, for given statistics of each row.
void normalise_rows(float* z, float* hat, const float* mean, const float* inverse, const float* gamma,
                    const float* beta, int rows, int n);
/// The same for statistics of each sample, found here; `inverse` (n) keeps 1 / sqrt(var + epsilon).
void normalise_samples(float* z, float* hat, float* inverse, const float* gamma, const float* beta, int rows, int n);

/// What a row's gradient needs of a whole batch: the sums of dL/dzn and of dL/dzn zhat.
struct RowSums {
  double d = 0, dh = 0;
  void add(const float* dz, const float* hat, int n);
};
/// dz becomes dL/dz of dL/dzn for one row of a chunk in a batch of `batch` samples; zero for padding.
void denormalise_row(float* dz, const float* hat, float gamma, float inverse, const RowSums& sums, int batch, int size,
                     int n);
/// The same for statistics of each sample; a sample whose dL/dzn are zero gets zeros.
void denormalise_samples(float* dz, const float* hat, const float* inverse, const float* gamma, int rows, int n);

}  // namespace nonlin
