/** The page on the Electron host: message port instead of WebSocket, app:// answers with their policy, sealed key. Electron itself is stood in for. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCentral } from '../../src/central/start-central.ts';
import { loadSampleData } from '../../src/central/services/sample-data.ts';
import { startPracticeLine } from '../../src/practice/start-practice-line.ts';
import { modelsFolder } from '../../scripts/setup/speech-model.mjs';
import { electronFlag, startElectronStandIn } from '../support/electron-stand-in.ts';
import { expect, test } from '../support/e2e.ts';

test('a call on the Electron host', async ({ folder, openDesk, later }) => {
  const central = await startCentral({ dataDir: join(folder, 'centre'), port: 0 });
  later(() => central.stop());
  await loadSampleData(central);
  const line = await startPracticeLine({ port: 0 });
  later(() => line.stop());
  const host = await startElectronStandIn({
    FAIRLINE_CENTRAL_URL: central.url,
    FAIRLINE_TENANT: 'practice',
    FAIRLINE_LINE_SERVER: line.url,
    FAIRLINE_LINE_URI: 'sip:desk1@practice.test',
    FAIRLINE_LINE_USER: 'desk1',
    FAIRLINE_LINE_PASSWORD: 'practice-desk1',
    FAIRLINE_DATA: join(folder, 'desk'),
    FAIRLINE_MODELS_DIR: modelsFolder(),
    FAIRLINE_PRACTICE: '1',
    FAIRLINE_LOG: 'warn',
  });
  const { desk } = await openDesk({ flags: [electronFlag] });
  const complaints: string[] = [];
  desk.page.on('pageerror', (error) => complaints.push(error.message));
  desk.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await host.attach(desk.page);
  await desk.open(host.url);
  await desk.signIn('agent1');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();
  await desk.openCase('5550101');
  await desk.dial();
  expect(await desk.untilCall(['connected'], 20_000)).toBe('connected');
  await expect(desk.by('recording-state')).toHaveAttribute('data-state', 'recording');
  await expect(desk.by('utterance').filter({ hasText: 'hello' }).first()).toBeVisible({ timeout: 25_000 });
  await desk.page.waitForTimeout(3_000);
  await desk.hangUp();
  await desk.by('save-next').waitFor();
  await expect(desk.by('recording-state')).toHaveAttribute('data-state', 'stored');
  await desk.wrapUp({ party: 'right', code: 'NEGOTIATE', promise: null, note: 'Wants to think about it.', nextAction: null });
  await desk.openCase('5550101');
  await desk.by('recording-play').first().click();
  await expect.poll(() => desk.page.evaluate(() => document.querySelector('audio')?.duration ?? 0)).toBeGreaterThan(3);
  expect(host.binary(), 'the recording came back over the port').toBeGreaterThan(0);
  expect(complaints.filter((text) => !text.includes('VoskAPI') && !text.includes('404'))).toEqual([]);

  expect(await host.quit()).toBe(0);
  expect(existsSync(join(folder, 'desk', 'desk.key.sealed'))).toBe(true);
  expect(
    readFileSync(join(folder, 'desk', 'desk.db'))
      .subarray(0, 6)
      .toString(),
  ).not.toBe('SQLite');
});
