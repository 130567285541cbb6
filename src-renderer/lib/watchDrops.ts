/** What to do while files hover over the window, and when they are let go. */
type DropHandlers = {
  readonly onhover: (isHovering: boolean) => void;
  readonly ondrop: (files: File[]) => void;
};

/** Takes files dropped anywhere on the window; drags of anything else are left alone. Returns the function that stops. */
export function watchDrops(target: Window, { onhover, ondrop }: DropHandlers): () => void {
  const stop = new AbortController();
  const listen = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', take: (event: DragEvent) => void) =>
    target.addEventListener(
      name,
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        take(event);
      },
      { signal: stop.signal },
    );

  // Moving between elements fires an enter for the next before the leave of the last.
  let depth = 0;
  listen('dragenter', () => onhover(++depth > 0));
  listen('dragover', () => {});
  listen('dragleave', () => {
    depth = Math.max(0, depth - 1);
    onhover(depth > 0);
  });
  listen('drop', (event) => {
    depth = 0;
    onhover(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) ondrop(files);
  });
  return () => stop.abort();
}
