/** Hears in 8 kHz PCM when the agent talks and when the agent has finished. Times in ms of one steady clock. */

export type Hearing = 'agent-talks' | 'agent-stopped';

export interface AgentEar {
  /** One packet of samples that came at `now`. */
  readonly hear: (samples: Int16Array, now: number) => Hearing | undefined;
  /** To be called now and then: packets may stop coming (a muted track, a hold). */
  readonly tick: (now: number) => Hearing | undefined;
}

const frame = 160;
const frameMs = 20;
/** So much sound within `window` frames is speech, less is a click. */
const window = 12;
const enough = 5;
/** Quiet time after which the agent counts as finished. */
export const hangMs = 700;
/** Speech lies this far above the room's own level, within these bounds (dBFS). */
const aboveRoom = 12;
const bounds = { lowest: -48, highest: -30 } as const;
/** The room's level follows falls at once and rises slowly (dB for each frame, 3 dB a second). */
const roomRise = 0.06;

export function createAgentEar(): AgentEar {
  let room = -60;
  let recent: readonly boolean[] = [];
  let talking = false;
  let lastLoudAt = 0;

  const judge = (now: number): Hearing | undefined => {
    if (!talking && recent.filter(Boolean).length >= enough) {
      talking = true;
      return 'agent-talks';
    }
    if (talking && now - lastLoudAt >= hangMs) {
      talking = false;
      recent = [];
      return 'agent-stopped';
    }
    return undefined;
  };

  return {
    hear: (samples, now) => {
      for (let at = 0; at + frame <= samples.length; at += frame) {
        const level = levelOf(samples.subarray(at, at + frame));
        room = level < room ? Math.max(-70, level) : Math.min(-40, room + roomRise);
        const loud = level > Math.min(bounds.highest, Math.max(bounds.lowest, room + aboveRoom));
        recent = [...recent.slice(1 - window), loud];
        if (loud) lastLoudAt = now - (samples.length - at - frame) / (frame / frameMs);
      }
      return judge(now);
    },
    tick: judge,
  };
}

/** RMS in dBFS. */
function levelOf(samples: Int16Array): number {
  const power = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length;
  return 10 * Math.log10(Math.max(1e-10, power));
}
