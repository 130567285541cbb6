/** A model that is open, in use by somebody for as long as it is held. */
export type HeldModel<M> = {
  readonly model: M;
  /** Holds it once more; null when this hold was let go. */
  share(): HeldModel<M> | null;
  /** Lets go; the last to do so closes the model. Calling it again does nothing. */
  release(): Promise<void>;
};

type Opened<M> = { readonly opening: Promise<M>; holders: number };

/**
 * Open models by key, each opened once however many hold it, and closed when
 * nobody does: so a switch never closes a model under a call in flight, and two
 * tasks with one model share it.
 */
export function createHeldModels<M extends { close(): Promise<void> }>(): {
  /** Holds the model, opening it first where it is not open. Rejects as `open` does; nothing is then held. */
  hold(key: string, open: () => Promise<M>): Promise<HeldModel<M>>;
  /** Keys of the models that are open. */
  keys(): string[];
} {
  const open = new Map<string, Opened<M>>();

  /** One more holder of a model that is open or being opened. */
  function join(key: string, opened: Opened<M>): () => boolean {
    opened.holders += 1;
    let isReleased = false;
    return () => {
      if (isReleased) return false;
      isReleased = true;
      opened.holders -= 1;
      if (opened.holders > 0) return false;
      open.delete(key);
      return true;
    };
  }

  function holdOpened(key: string, opened: Opened<M>, model: M, letGo: () => boolean): HeldModel<M> {
    let isHeld = true;
    return {
      model,
      share: () => (isHeld ? holdOpened(key, opened, model, join(key, opened)) : null),
      async release() {
        isHeld = false;
        if (letGo()) await model.close();
      },
    };
  }

  return {
    async hold(key, openModel) {
      let opened = open.get(key);
      if (!opened) {
        opened = { opening: openModel(), holders: 0 };
        open.set(key, opened);
      }
      const letGo = join(key, opened);
      try {
        return holdOpened(key, opened, await opened.opening, letGo);
      } catch (error) {
        letGo();
        throw error;
      }
    },
    keys: () => [...open.keys()],
  };
}
