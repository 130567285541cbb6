import type { ColumnMapping, FileInspection, TrackField } from '../../src-preload/contract.ts';

/** The file whose columns the person is asked about. */
export type AskedFile = { readonly path: string; readonly inspection: FileInspection };

/**
 * The step before an import in which the person says what the columns of a
 * table are. One file after the other; the answer to all of them, or null when
 * the person would rather not, is what `ask` resolves to.
 */
export class ColumnChoice {
  file = $state.raw<AskedFile | null>(null);
  mapping = $state.raw<ColumnMapping>({});
  /** Files that are still to come. */
  left = $state(0);
  /** Only count what would happen. */
  isTrial = $state(false);
  /** What must be said before the file can be imported. */
  readonly problem: string | null = $derived(this.file && problemOf(this.mapping));

  #answer: ((isTaken: boolean) => void) | null = null;

  async ask(files: readonly AskedFile[], isTrial: boolean): Promise<Record<string, ColumnMapping> | null> {
    const mappings: Record<string, ColumnMapping> = {};
    this.isTrial = isTrial;
    for (const [index, file] of files.entries()) {
      this.left = files.length - index - 1;
      this.mapping = file.inspection.suggested;
      this.file = file;
      const isTaken = await new Promise<boolean>((resolve) => (this.#answer = resolve));
      this.file = null;
      if (!isTaken) return null;
      mappings[file.path] = this.mapping;
    }
    return mappings;
  }

  /** Says which column a field is read from; an empty text is none. */
  choose(field: TrackField, column: string): void {
    const { [field]: _, ...others } = this.mapping;
    this.mapping = column === '' ? others : { ...others, [field]: column };
  }

  /** Goes on with what was chosen. */
  take(isTrial: boolean): void {
    if (this.problem) return;
    this.isTrial = isTrial;
    this.#answer?.(true);
  }

  cancel(): void {
    this.#answer?.(false);
  }
}

function problemOf(mapping: ColumnMapping): string | null {
  if (!mapping.title) return 'Say which column holds the title.';
  if (!mapping.artist) return 'Say which column holds the artist.';
  return null;
}
