/** The part of the browser's `EventSource` that the renderer uses, on Node's `fetch`; it does not reconnect by itself. */
export class EventSource {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #abort = new AbortController();

  constructor(url: string) {
    this.#read(url).catch(() => {
      if (!this.#abort.signal.aborted) this.onerror?.();
    });
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(url: string): Promise<void> {
    const response = await fetch(url, { signal: this.#abort.signal });
    if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
    this.onopen?.();
    let rest = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data: '));
        if (data.length > 0) this.onmessage?.({ data: data.map((line) => line.slice(6)).join('\n') });
      }
    }
    throw new Error('The stream ended.');
  }
}
