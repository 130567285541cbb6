const STAYS_MS = 8000;

/** A short message about something that just happened, and the way back if there is one. */
export type Toast = { readonly text: string; readonly undo: (() => Promise<void> | void) | null };

/** The newest message only: an older one gives way, and each leaves by itself unless it is held. */
export class Toasts {
  current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, undo: Toast['undo'] = null): void {
    this.current = { text, undo };
    this.release();
  }

  /** Keeps the message while the person is on it. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.dismiss(), STAYS_MS);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }

  /** Takes back what the message is about, once. True when there was something to take back. */
  undo(): boolean {
    const undo = this.current?.undo;
    if (!undo) return false;
    this.dismiss();
    void undo();
    return true;
  }
}
