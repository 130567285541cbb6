import { randomBytes } from 'node:crypto';

const LIFETIME_MS = 60_000;

export type Tickets = {
  issue(): string;
  /** True once for each ticket, within a minute of its issue. */
  redeem(ticket: string): boolean;
};

/**
 * One-time passes for the command that opens the browser. Its arguments can be
 * read by every user of the computer, so the token itself must not be in them;
 * a ticket is worthless once the browser has used it.
 */
export function createTickets(now: () => number = Date.now): Tickets {
  const expiries = new Map<string, number>();
  return {
    issue() {
      const ticket = randomBytes(32).toString('base64url');
      expiries.set(ticket, now() + LIFETIME_MS);
      return ticket;
    },
    redeem(ticket) {
      const expiry = expiries.get(ticket);
      expiries.delete(ticket);
      return expiry !== undefined && now() < expiry;
    },
  };
}
