import { z } from 'zod';

/** From what a graph gives to the plane: per axis, plane = tanh(gain · (raw − centre)). */
export const Calibration = z.object({
  kind: z.literal('tanh'),
  valence: z.object({ centre: z.number(), gain: z.number().positive() }),
  arousal: z.object({ centre: z.number(), gain: z.number().positive() }),
});
export type Calibration = z.output<typeof Calibration>;
