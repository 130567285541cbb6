/** One measured figure. */
export type BenchRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the reader needs to judge the figure, such as the size it was measured at. */
  readonly note?: string;
};
