import type { Output, TextTemplate } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import { type DraftProblem, draftOf, type TemplateDraft, templateOf } from '../lib/templateDraft.ts';
import type { Toasts } from './toasts.svelte.ts';

const REST_MS = 250;

/** The editor of what stands for a song in words: a draft, what is wrong with it, and what it makes of three songs. */
export class SongText {
  isOpen = $state(false);
  draft = $state.raw<TemplateDraft | null>(null);
  isDefault = $state(true);
  isSaving = $state(false);
  preview = $state.raw<Output<'template.preview'>>([]);
  /** What the engine says against the draft, or why it could not be asked. */
  failure = $state<string | null>(null);
  readonly checked: { template: TextTemplate } | { problems: DraftProblem[] } | null = $derived(
    this.draft && templateOf(this.draft),
  );
  readonly problems: readonly DraftProblem[] = $derived(
    this.checked && 'problems' in this.checked ? this.checked.problems : [],
  );

  readonly #client: Client;
  readonly #toasts: Toasts;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
  }

  async open(): Promise<void> {
    this.isOpen = true;
    this.draft = null;
    this.preview = [];
    this.failure = null;
    try {
      this.#show(await this.#client.call('template.get', {}));
    } catch (error) {
      this.failure = explain(error);
    }
  }

  close(): void {
    clearTimeout(this.#rest);
    this.#turn++;
    this.isOpen = false;
  }

  /** Takes an edit; the preview follows when it rests. */
  change(draft: TemplateDraft): void {
    this.draft = draft;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#look(), REST_MS);
  }

  /** Keeps the draft; songs whose sentence changes are read again in the background. */
  async save(): Promise<void> {
    if (!this.checked || !('template' in this.checked)) return;
    await this.#set(this.checked.template, 'The sentences are kept.');
  }

  async reset(): Promise<void> {
    await this.#set(null, 'The sentences are as they came.');
  }

  async #set(template: TextTemplate | null, done: string): Promise<void> {
    this.isSaving = true;
    this.failure = null;
    try {
      const { jobId } = await this.#client.call('template.set', { template });
      this.#toasts.show(jobId === null ? done : `${done} Songs that read otherwise now are read again.`);
      if (template === null) this.#show(await this.#client.call('template.get', {}));
      else this.close();
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.isSaving = false;
    }
  }

  #show({ template, isDefault }: Output<'template.get'>): void {
    this.draft = draftOf(template);
    this.isDefault = isDefault;
    void this.#look();
  }

  async #look(): Promise<void> {
    const { checked } = this;
    if (!checked || !('template' in checked)) return;
    const turn = ++this.#turn;
    try {
      const preview = await this.#client.call('template.preview', { template: checked.template });
      if (turn !== this.#turn) return;
      this.preview = preview;
      this.failure = null;
    } catch (error) {
      if (turn === this.#turn) this.failure = explain(error);
    }
  }
}
