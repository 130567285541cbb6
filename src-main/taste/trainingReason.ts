import type { TasteModelKind } from '../../src-preload/contract.ts';
import type { Training } from '../recommend/taste/tasteModels.ts';

/** Why a trained model was taken or not, in words for people. `inUse` is the kind of the model in use. */
export function reasonOf(
  { metrics, current, isBetter }: Extract<Training, { state: 'trained' }>,
  isPromoted: boolean,
  inUse: TasteModelKind | null,
): string {
  const own = `log loss ${metrics.logLoss.toFixed(3)} on the newest ${metrics.held} verdicts`;
  if (isBetter && !isPromoted) return `${own}: another new model foretells them better`;
  const against = current
    ? `the ${inUse ?? 'earlier'} model in use: ${current.logLoss.toFixed(3)}`
    : 'saying the share of likes of every song';
  return isPromoted
    ? `${own}: better than ${against}`
    : `${own}: no better than ${against}, or than another new model`;
}
