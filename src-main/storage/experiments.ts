import type { Database } from 'better-sqlite3';

import type { Experiment, ExperimentId } from '../../src-preload/contract.ts';

export type ExperimentKind = Experiment['kind'];

/** Begins an experiment; what decides its outcome is in `params`. */
export function addExperiment(
  db: Database,
  experiment: { kind: ExperimentKind; params: object; code: string; startedAt: number },
): ExperimentId {
  const { lastInsertRowid } = db
    .prepare("INSERT INTO experiments (kind, params, code, state, started_at) VALUES (?, ?, ?, 'running', ?)")
    .run(experiment.kind, JSON.stringify(experiment.params), experiment.code, experiment.startedAt);
  return Number(lastInsertRowid) as ExperimentId;
}

/** The newest experiment that was begun with these parameters and this code, and is not done. */
export function findUnfinished(
  db: Database,
  { kind, params, code }: { kind: ExperimentKind; params: object; code: string },
): ExperimentId | null {
  const id = db
    .prepare("SELECT max(id) FROM experiments WHERE kind = ? AND params = ? AND code = ? AND state <> 'done'")
    .pluck()
    .get(kind, JSON.stringify(params), code) as number | null;
  return id === null ? null : (id as ExperimentId);
}

/** Keeps a part that is done. */
export function addPart(db: Database, id: ExperimentId, key: string, result: object): void {
  db.prepare('INSERT OR REPLACE INTO experiment_parts (experiment_id, key, result) VALUES (?, ?, ?)').run(
    id,
    key,
    JSON.stringify(result),
  );
}

/** The keys of the parts that are done. */
export function listParts(db: Database, id: ExperimentId): Set<string> {
  const keys = db.prepare('SELECT key FROM experiment_parts WHERE experiment_id = ?').pluck().all(id);
  return new Set(keys as string[]);
}

/** The parts that are done, by key. */
export function readParts(db: Database, id: ExperimentId): Map<string, unknown> {
  const rows = db
    .prepare('SELECT key, result FROM experiment_parts WHERE experiment_id = ? ORDER BY key')
    .raw()
    .all(id) as [string, string][];
  return new Map(rows.map(([key, result]) => [key, JSON.parse(result) as unknown]));
}

/** Says that an experiment was stopped before its end; its parts are kept. */
export function stopExperiment(db: Database, id: ExperimentId, endedAt: number): void {
  db.prepare("UPDATE experiments SET state = 'stopped', ended_at = ? WHERE id = ?").run(endedAt, id);
}

/** Says that an experiment that may have been stopped is running again. */
export function goOnWithExperiment(db: Database, id: ExperimentId): void {
  db.prepare("UPDATE experiments SET state = 'running', ended_at = NULL WHERE id = ?").run(id);
}

/** Says what an experiment came to. */
export function endExperiment(
  db: Database,
  id: ExperimentId,
  end: { state: 'done' | 'stopped'; metrics: Record<string, number>; report: object | null; endedAt: number },
): void {
  db.prepare('UPDATE experiments SET state = ?, metrics = ?, report = ?, ended_at = ? WHERE id = ?').run(
    end.state,
    JSON.stringify(end.metrics),
    end.report ? JSON.stringify(end.report) : null,
    end.endedAt,
    id,
  );
}

/** The newest first. */
export function listExperiments(db: Database, limit: number): Experiment[] {
  const rows = db.prepare('SELECT * FROM experiments ORDER BY id DESC LIMIT ?').all(limit) as Row[];
  return rows.map(toExperiment);
}

/** One experiment with its whole report; null where there is none. */
export function readExperiment(
  db: Database,
  id: ExperimentId,
): { experiment: Experiment; report: unknown } | null {
  const row = db.prepare('SELECT * FROM experiments WHERE id = ?').get(id) as Row | undefined;
  if (!row) return null;
  return { experiment: toExperiment(row), report: row.report === null ? null : JSON.parse(row.report) };
}

type Row = {
  id: ExperimentId;
  kind: ExperimentKind;
  params: string;
  code: string;
  state: Experiment['state'];
  metrics: string | null;
  report: string | null;
  started_at: number;
  ended_at: number | null;
};

function toExperiment(row: Row): Experiment {
  return {
    id: row.id,
    kind: row.kind,
    params: JSON.parse(row.params) as Experiment['params'],
    code: row.code,
    state: row.state,
    metrics: row.metrics === null ? {} : (JSON.parse(row.metrics) as Experiment['metrics']),
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
