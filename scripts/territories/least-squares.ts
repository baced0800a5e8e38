/** Solves a small dense linear system by Gaussian elimination with partial pivoting; the inputs are overwritten. */
function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let row = i + 1; row < n; row++) if (Math.abs(matrix[row]![i]!) > Math.abs(matrix[pivot]![i]!)) pivot = row;
    [matrix[i], matrix[pivot]] = [matrix[pivot]!, matrix[i]!];
    [right[i], right[pivot]] = [right[pivot]!, right[i]!];
    for (let row = i + 1; row < n; row++) {
      const factor = matrix[row]![i]! / matrix[i]![i]!;
      for (let column = i; column < n; column++) matrix[row]![column]! -= factor * matrix[i]![column]!;
      right[row]! -= factor * right[i]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let rest = right[i]!;
    for (let column = i + 1; column < n; column++) rest -= matrix[i]![column]! * solution[column]!;
    solution[i] = rest / matrix[i]![i]!;
  }
  return solution;
}

/** Least squares by the normal equations: the coefficients that best give `targets[k]` from `rows[k]`. */
export function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const n = rows[0]!.length;
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const right = new Array<number>(n).fill(0);
  rows.forEach((row, k) => {
    for (let i = 0; i < n; i++) {
      right[i]! += row[i]! * targets[k]!;
      for (let j = 0; j < n; j++) matrix[i]![j]! += row[i]! * row[j]!;
    }
  });
  return solve(matrix, right);
}
