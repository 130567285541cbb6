/**
 * The lower triangle L of a symmetric positive definite matrix A = L·Lᵀ
 * (Cholesky), row-major n × n; what lies above the diagonal is 0. Throws a
 * RangeError where A is not positive definite.
 */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i === j) {
        if (!(sum > 0)) throw new RangeError(`a is not positive definite at row ${i}: ${sum}`);
        l[i * n + i] = Math.sqrt(sum);
      } else {
        l[i * n + j] = sum / l[j * n + j]!;
      }
    }
  }
  return l;
}

/** y of L·y = b. `first` is where b starts to be other than 0: nothing is worked out before it. */
export function forwardSolve(l: Float64Array, n: number, b: ArrayLike<number>, first = 0): Float64Array {
  const y = new Float64Array(n);
  for (let i = first; i < n; i++) {
    let sum = b[i]!;
    for (let k = first; k < i; k++) sum -= l[i * n + k]! * y[k]!;
    y[i] = sum / l[i * n + i]!;
  }
  return y;
}

/** x of Lᵀ·x = y. */
export function backSolve(l: Float64Array, n: number, y: ArrayLike<number>): Float64Array {
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  return x;
}
