/** Time zones a person may be in, by country and region; several when unsure, since every one must be inside permitted hours. */
import type { Jurisdiction } from './parse-cell.ts';

const eastern = 'America/New_York';
const central = 'America/Chicago';
const mountain = 'America/Denver';
const pacific = 'America/Los_Angeles';
const unitedStates = [eastern, central, mountain, pacific, 'America/Anchorage', 'Pacific/Honolulu'] as const;

/** States split between zones carry both, the more populous first (IANA tz database, 49 CFR part 71). */
const states: Readonly<Record<string, readonly string[]>> = {
  AL: [central],
  AK: ['America/Anchorage', 'America/Adak'],
  AZ: ['America/Phoenix', mountain],
  AR: [central],
  CA: [pacific],
  CO: [mountain],
  CT: [eastern],
  DE: [eastern],
  DC: [eastern],
  FL: [eastern, central],
  GA: [eastern],
  HI: ['Pacific/Honolulu'],
  ID: [mountain, pacific],
  IL: [central],
  IN: [eastern, central],
  IA: [central],
  KS: [central, mountain],
  KY: [eastern, central],
  LA: [central],
  ME: [eastern],
  MD: [eastern],
  MA: [eastern],
  MI: [eastern, central],
  MN: [central],
  MS: [central],
  MO: [central],
  MT: [mountain],
  NE: [central, mountain],
  NV: [pacific, mountain],
  NH: [eastern],
  NJ: [eastern],
  NM: [mountain],
  NY: [eastern],
  NC: [eastern],
  ND: [central, mountain],
  OH: [eastern],
  OK: [central],
  OR: [pacific, mountain],
  PA: [eastern],
  RI: [eastern],
  SC: [eastern],
  SD: [central, mountain],
  TN: [central, eastern],
  TX: [central, mountain],
  UT: [mountain],
  VT: [eastern],
  VA: [eastern],
  WA: [pacific],
  WV: [eastern],
  WI: [central],
  WY: [mountain],
};

export function timeZonesOf(jurisdiction: Jurisdiction, region: string): readonly string[] {
  switch (jurisdiction) {
    case 'CN':
      return ['Asia/Shanghai'];
    case 'UK':
      return ['Europe/London'];
    case 'US':
      return states[/(?:^|[\s,])([A-Za-z]{2})(?:\s+\d{5}(?:-\d{4})?)?$/.exec(region.trim())?.[1]?.toUpperCase() ?? ''] ?? unitedStates;
    default:
      throw new Error(`unknown jurisdiction: ${String(jurisdiction satisfies never)}`);
  }
}
