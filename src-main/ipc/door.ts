import type { Reply } from '../../src-preload/contract.ts';
import { toFailure } from '../../src-preload/errors.ts';
import type { EngineClient } from '../processes/engineClient.ts';
import type { Router } from './router.ts';

/** Answers any call of the contract; never rejects. */
export type Dispatch = (method: string, input: unknown) => Promise<Reply>;

/**
 * What a door offers to its faces: the shell's calls are answered here,
 * everything else goes to the engine as it came, which checks it.
 */
export function createDoor(
  shell: Router,
  engine: Pick<EngineClient, 'dispatch'>,
  report: (error: unknown, method: string) => void,
): Dispatch {
  return async (method, input) => {
    try {
      return await (shell.has(method) ? shell : engine).dispatch(method, input);
    } catch (error) {
      // Input that is JSON and still cannot be sent: nested too deeply, for one.
      report(error, method);
      return { ok: false, failure: toFailure(error) };
    }
  };
}
