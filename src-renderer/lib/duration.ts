/** A remaining time in words, rounded so that it does not flicker: "a few seconds", "40 seconds", "3 minutes". */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (!(seconds >= 5)) return 'a few seconds';
  if (seconds < 55) return `${Math.ceil(seconds / 5) * 5} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes <= 1 ? 'a minute' : `${minutes} minutes`;
}
