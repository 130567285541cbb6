/** An attachment: the element takes the focus when it appears. */
export function focusFirst(element: HTMLElement): void {
  element.focus({ preventScroll: true });
}
