import { createContext, type Snippet } from 'svelte';

/** The notices of a window. What lies over the window shows them itself, as nothing behind it can be seen or reached. */
export type Notices = {
  readonly content: Snippet<[isSeen: boolean]>;
  /** Says that something lies over the window now, and returns how to say that it is gone. */
  cover(): () => void;
};

/** `getNotices` throws where no component above has set them. */
export const [getNotices, setNotices] = createContext<Notices>();
