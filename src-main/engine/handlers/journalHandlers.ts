import type { Entry, EntryId, Handlers } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { moodOf } from '../../emotion/mood.ts';
import {
  addCorrection,
  addEntry,
  addVisibility,
  type EntryRow,
  listEntries,
  readEntry,
} from '../../storage/person/journal.ts';
import type { EngineParts } from '../engineParts.ts';

type JournalMethod =
  'journal.add' | 'journal.list' | 'journal.correct' | 'journal.remove' | 'journal.restore';

export function journalHandlers({ db, ear, learner, now, announce }: EngineParts): Handlers<JournalMethod> {
  const changed = () => announce({ name: 'journal.change', value: {} });

  function find(id: EntryId): EntryRow {
    const row = readEntry(db, id);
    if (!row) throw new AppError('not-found', `There is no journal entry ${id}.`);
    return row;
  }

  return {
    async 'journal.add'({ text, point }) {
      if (text.trim() === '' && !point) {
        throw new AppError(
          'bad-request',
          'An entry needs a text or a point: write how you feel, or choose a place on the plane.',
        );
      }
      const { valence, arousal, raw, model } = await ear.read(text);
      const id = addEntry(db, {
        text,
        heard: { valence, arousal },
        raw,
        modelId: model.id,
        correction: point,
        createdAt: now(),
      });
      if (point) learner.nudge();
      changed();
      return toEntry(find(id));
    },
    'journal.list': ({ from, until, limit }) =>
      listEntries(db, from, until ?? Number.MAX_SAFE_INTEGER, limit).map(toEntry),
    'journal.correct'({ id, point }) {
      find(id);
      addCorrection(db, id, point, now());
      learner.nudge();
      changed();
      return toEntry(find(id));
    },
    'journal.remove'({ id }) {
      if (!find(id).isRemoved) addVisibility(db, id, 'remove', now());
      learner.nudge();
      changed();
      return null;
    },
    'journal.restore'({ id }) {
      if (find(id).isRemoved) addVisibility(db, id, 'restore', now());
      learner.nudge();
      changed();
      return toEntry(find(id));
    },
  };
}

function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    text: row.text,
    valence: row.valence,
    arousal: row.arousal,
    mood: moodOf(row),
    heard: { valence: row.heardValence, arousal: row.heardArousal },
    isCorrected: row.isCorrected,
    modelId: row.modelId,
    createdAt: row.createdAt,
  };
}
