/** Σ qᵢ·cᵢ over the `length` components from `start` on. Four sums run side by side: about twice as fast as one. */
export function dot(
  query: Float32Array,
  components: Int8Array | Int16Array,
  start: number,
  length: number,
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    const from = start + at;
    a += query[at]! * components[from]!;
    b += query[at + 1]! * components[from + 1]!;
    c += query[at + 2]! * components[from + 2]!;
    d += query[at + 3]! * components[from + 3]!;
  }
  for (let at = whole; at < length; at++) a += query[at]! * components[start + at]!;
  return a + b + c + d;
}
