import type { Database } from 'better-sqlite3';

/** What a model can be chosen for. */
export type ModelTask = 'emotion' | 'search';

/** A choice that no rollback has taken back. */
export type ModelChoice = { readonly id: number; readonly modelId: string; readonly createdAt: number };

/** Choices for a task that stand, the newest first: the first is in use. */
export function listChoices(db: Database, task: ModelTask): ModelChoice[] {
  return db
    .prepare(
      `SELECT c.id, c.model_id AS modelId, c.created_at AS createdAt
       FROM model_choices c
       WHERE c.task = ? AND c.kind = 'use' AND NOT EXISTS (SELECT 1 FROM model_choices r WHERE r.undoes = c.id)
       ORDER BY c.id DESC`,
    )
    .all(task) as ModelChoice[];
}

export function addChoice(db: Database, task: ModelTask, modelId: string, now: number): void {
  db.prepare(`INSERT INTO model_choices (task, kind, model_id, created_at) VALUES (?, 'use', ?, ?)`).run(
    task,
    modelId,
    now,
  );
}

/** Takes a standing choice back, so that the one before it stands again; the log keeps both. */
export function undoChoice(db: Database, task: ModelTask, id: number, now: number): void {
  db.prepare(`INSERT INTO model_choices (task, kind, undoes, created_at) VALUES (?, 'rollback', ?, ?)`).run(
    task,
    id,
    now,
  );
}
