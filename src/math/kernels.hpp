// The hot loops: the three products of a dense layer, and reductions with a written order.
//
// Arrays are feature-major: row r holds one unit for n samples, n a multiple of 8 (`lanes`), rows contiguous (stride
// n). Weights are row-major (rows x inputs). Orders of summation, the same on every build:
//   forward   z[r][s]  = b[r] + W[r][0] x[0][s] + W[r][1] x[1][s] + ...        one running sum, inputs in order
//   backward  dx[i][s] = W[0][i] dz[0][s] + W[1][i] dz[1][s] + ...             one running sum, rows in order
//   gradient  dW[r][i] += tree over eight virtual lanes (sample index mod 8), each lane a running sum over samples
// The tree is that of `sum` in simd.hpp: f_j = l_j + l_(j+4); (f_0 + f_2) + (f_1 + f_3).
#pragma once

namespace nonlin {

/// z (rows x n) = W (rows x inputs) x (inputs x n) + b (rows). `b` null: no bias.
void dense_forward(const float* W, const float* b, const float* x, float* z, int rows, int inputs, int n);

/// dx (inputs x n) = W' (inputs x rows) dz (rows x n).
void dense_backward(const float* W, const float* dz, float* dx, int rows, int inputs, int n);

/// dW (rows x inputs) += dz (rows x n) x' (n x inputs).
void weight_gradient(const float* dz, const float* x, float* dW, int rows, int inputs, int n);

/// db (rows) += row sums of dz (rows x n).
void row_sums(const float* dz, float* db, int rows, int n);

/// Sum of the first `count` of a[0..n), n a multiple of 8 with count <= n < count + 8, in the eight lanes and their
/// tree.
float lane_sum(const float* a, int count, int n);

/// a[0..n) = 0, n a multiple of 8.
void clear(float* a, int n);
/// Zeros from a[size] to the next multiple of 8 (which is not `size` itself).
void clear_rest(float* a, int size);

/// a[s] *= b[s] for s in 0..n.
void multiply(float* a, const float* b, int n);

}  // namespace nonlin
