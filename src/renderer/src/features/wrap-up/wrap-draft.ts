/** What the agent has written in the wrap-up so far. Kept as text at the desk, so that a power cut loses nothing. */
import { z } from 'zod';
import { callResults, type CallResult } from '../../../../domain/call/call-state.ts';
import { dispositionCodes } from '../../../../domain/case/disposition.ts';
import { cueCodes } from '../watch/cues.ts';
import { partyMark } from '../../../../contract/schemas.ts';

const part = z.object({ amount: z.string(), date: z.string() });
export const wrapDraft = z.object({
  callId: z.string().nullable(),
  contactId: z.string().nullable(),
  result: z.enum(callResults),
  party: partyMark,
  disposition: z.enum(dispositionCodes).nullable(),
  parts: z.array(part).min(1).max(60),
  readBack: z.boolean(),
  note: z.string(),
  nextAction: z.string(),
  nextDate: z.string(),
  nextTime: z.string(),
  savedAt: z.number(),
  /** What the customer told us and the agent logged. */
  cues: z
    .array(z.object({ code: z.enum(cueCodes), words: z.string() }))
    .max(20)
    .default([]),
});
export type WrapDraft = z.infer<typeof wrapDraft>;

export function emptyDraft(call: { callId: string | null; contactId: string | null; result: CallResult; party: WrapDraft['party'] }): WrapDraft {
  return {
    ...call,
    disposition: call.result === 'answered' ? null : 'NOT_REACHED',
    parts: [{ amount: '', date: '' }],
    readBack: false,
    note: '',
    nextAction: '',
    nextDate: '',
    nextTime: '10:00',
    savedAt: 0,
    cues: [],
  };
}

/** The draft in the text the desk kept, or null when there is none or it is not one of ours. */
export function readDraft(text: string | null): WrapDraft | null {
  if (text === null || text === '') return null;
  try {
    const read = wrapDraft.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
