/** The computer sleeps, wakes and shuts down. */
import type { PowerMonitor } from 'electron';

export interface PowerParts {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  /** After sleep the network is another one: whatever waited for its back-off may be tried now. */
  readonly woke: () => void;
  /** The system shuts down; it waits a little for what this starts. */
  readonly shutsDown: () => void;
}

export function followPower({ powerMonitor, woke, shutsDown }: PowerParts): void {
  powerMonitor.on('resume', woke);
  powerMonitor.on('shutdown', shutsDown);
}
