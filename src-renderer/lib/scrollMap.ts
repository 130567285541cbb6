/** Browsers lay out elements up to some 17 to 33 million pixels; this is well below. */
const MAX_HEIGHT = 8_000_000;

/**
 * Where a list of rows of one height stands under a scrollbar. A list that is
 * higher than an element may be has a scrollbar that is shorter than the list:
 * then small movements are taken pixel by pixel, so that the wheel never skips
 * a row, and large ones (the thumb that is dragged) in proportion. All lengths
 * are in pixels.
 */
export class ScrollMap {
  /** How far the top of the view is below the top of the list. */
  top = 0;

  readonly rowHeight: number;
  readonly #maxHeight: number;
  #total = 0;
  #viewHeight = 0;
  #scrollTop = 0;

  constructor(rowHeight: number, maxHeight = MAX_HEIGHT) {
    this.rowHeight = rowHeight;
    this.#maxHeight = maxHeight;
  }

  /** The height of the element under the scrollbar. */
  get height(): number {
    return Math.min(this.#total * this.rowHeight, this.#maxHeight);
  }

  /** Where the scrollbar belongs for what is in view. */
  get scrollTop(): number {
    const { length } = this;
    return length === 0 ? 0 : (this.top / length) * this.#scrollLength;
  }

  /** The first row that can be seen, and the one after the last. */
  get range(): { readonly first: number; readonly until: number } {
    const first = Math.floor(this.top / this.rowHeight);
    const until = Math.ceil((this.top + this.#viewHeight) / this.rowHeight);
    return { first: Math.max(0, first), until: Math.min(this.#total, until) };
  }

  /** How far the list can be moved. */
  get length(): number {
    return Math.max(0, this.#total * this.rowHeight - this.#viewHeight);
  }

  get #scrollLength(): number {
    return Math.max(0, this.height - this.#viewHeight);
  }

  get #isExact(): boolean {
    return this.#total * this.rowHeight <= this.#maxHeight;
  }

  /** The number of rows or the height of the view changed; what is in view stays as far as it can. */
  resize(total: number, viewHeight: number): void {
    this.#total = total;
    this.#viewHeight = viewHeight;
    this.#goTo(this.top);
  }

  /** Takes a scrollbar that was moved. */
  scroll(scrollTop: number): void {
    const moved = scrollTop - this.#scrollTop;
    this.#scrollTop = scrollTop;
    const isSmall = Math.abs(moved) <= this.#viewHeight;
    if (this.#isExact) this.#goTo(scrollTop);
    else if (scrollTop <= 0) this.#goTo(0);
    else if (scrollTop >= this.#scrollLength) this.#goTo(this.length);
    else if (isSmall) this.#goTo(this.top + moved);
    else this.#goTo((scrollTop / this.#scrollLength) * this.length);
  }

  /** Moves as little as needed to bring a row into view whole. */
  reveal(row: number): void {
    const start = row * this.rowHeight;
    if (start < this.top || this.#viewHeight < this.rowHeight) this.#goTo(start);
    else if (start + this.rowHeight > this.top + this.#viewHeight)
      this.#goTo(start + this.rowHeight - this.#viewHeight);
  }

  /** Says that the scrollbar was put here by the program: that is no movement of the list. */
  settle(scrollTop: number): void {
    this.#scrollTop = scrollTop;
  }

  #goTo(top: number): void {
    this.top = Math.min(this.length, Math.max(0, top));
  }
}
