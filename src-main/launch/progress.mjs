const TICK_MS = 1_000;

/**
 * Shows steps on a terminal: a line when one begins, how long it has been
 * going, and a line with its time when it is done.
 *
 * @param {{ write(text: string): unknown, isTTY?: boolean }} out
 */
export function createProgress(out) {
  return {
    /** @param {string} line */
    say(line) {
      out.write(`${line}\n`);
    },

    /**
     * @template T
     * @param {string} doing such as `Installing packages`
     * @param {string} done such as `Packages installed`
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(doing, done, work) {
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1000;
      out.write(out.isTTY ? `${doing} …` : `${doing} …\n`);
      const ticking = out.isTTY
        ? setInterval(() => out.write(`\r${doing} … ${seconds().toFixed(0)} s`), TICK_MS)
        : undefined;
      try {
        const result = await work();
        out.write(`${out.isTTY ? '\r\x1b[K' : ''}${done} in ${seconds().toFixed(1)} s.\n`);
        return result;
      } catch (error) {
        if (out.isTTY) out.write('\n');
        throw error;
      } finally {
        clearInterval(ticking);
      }
    },
  };
}
