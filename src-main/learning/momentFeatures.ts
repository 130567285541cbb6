/**
 * When a text was written, as features: hour of the day and day of the week on
 * circles, so that midnight and Sunday meet Monday, and the recent mood of the
 * journal. `hour` is 0–24 with its fraction, `weekday` 0–6, both in local time;
 * a journal without recent entries has null, which stands at the centre.
 */
export function momentFeatures(
  hour: number,
  weekday: number,
  recent: { readonly valence: number; readonly arousal: number } | null,
): number[] {
  const day = (hour / 24) * 2 * Math.PI;
  const week = (weekday / 7) * 2 * Math.PI;
  return [
    Math.sin(day),
    Math.cos(day),
    Math.sin(week),
    Math.cos(week),
    recent?.valence ?? 0,
    recent?.arousal ?? 0,
  ];
}
