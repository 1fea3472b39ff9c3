import { spawnSync } from 'node:child_process';
import { afterAll } from 'vitest';
import { tempFolder } from './temp-folder.ts';

/** Why a disk of a given size cannot be had here, or null when it can: mounting one needs root. */
export const noSmallDisk: string | null = (() => {
  if (process.platform !== 'linux') return 'only Linux mounts a disk in memory';
  if (process.getuid?.() !== 0) return 'mounting a small disk needs root';
  const probe = spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s'], { encoding: 'utf8' });
  return probe.status === 0 ? null : `mount refused: ${probe.stderr.trim()}`;
})();

/** A folder on a disk of its own with room for so many kilobytes. */
export function smallDisk(kilobytes: number): string {
  const folder = tempFolder();
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  mounted.push(folder);
  return folder;
}
const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', ['-l', folder]);
});
