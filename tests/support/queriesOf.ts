import type { Database } from 'better-sqlite3';

/** The SQL of every statement that `act` prepares on the database that it is given. */
export function queriesOf(db: Database, act: (spied: Database) => unknown): string[] {
  const queries: string[] = [];
  const spied = new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value;
      return (sql: string) => {
        queries.push(sql);
        return target.prepare(sql);
      };
    },
  });
  act(spied);
  return queries;
}
