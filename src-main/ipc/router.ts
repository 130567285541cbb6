import type { Handlers, Method, Reply } from '../../src-preload/contract.ts';
import { AppError, toFailure } from '../../src-preload/errors.ts';
import type { z } from 'zod';

export type Router = {
  has(method: string): boolean;
  dispatch(method: string, input: unknown): Promise<Reply>;
};

type Inputs = Readonly<Record<string, { readonly input: z.ZodType }>>;

/** Checks each request against its schema, runs its handler, and turns every outcome into a `Reply`; never rejects. */
export function createRouter<M extends Method>(
  calls: Inputs & Readonly<Record<M, unknown>>,
  handlers: Handlers<M>,
  report: (error: unknown, method: string) => void,
  /** Names the expected failure behind an error of the platform, such as a full disk; otherwise returns it as it is. */
  recognise: (error: unknown) => unknown = (error) => error,
): Router {
  const has = (method: string): method is M => Object.hasOwn(calls, method);

  return {
    has,
    async dispatch(method, input) {
      try {
        if (!has(method))
          throw new AppError('bad-request', `There is no call named ${method.slice(0, 100)}.`);

        const parsed = calls[method].input.safeParse(input);
        if (!parsed.success) throw new AppError('bad-request', describe(method, parsed.error));

        const handler = handlers[method] as (input: unknown) => unknown;
        return { ok: true, value: await handler(parsed.data) };
      } catch (thrown) {
        const error = recognise(thrown);
        if (!(error instanceof AppError)) report(error, method);
        return { ok: false, failure: toFailure(error) };
      }
    },
  };
}

function describe(method: string, error: z.ZodError): string {
  const issues = error.issues.map(({ path, message }) =>
    path.length ? `${path.join('.')}: ${message}` : message,
  );
  return `${method}: ${issues.join('; ')}`;
}
