/** One practice shift, worked by the program itself on the real parts: what a person would do, with evidence for each step. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { findCustomer } from '../../src/practice/customers.ts';
import type { CustomerProfile } from '../../src/practice/customer-profile.ts';
import type { CaseId } from '../../src/domain/case/case.ts';
import { headlessFlags } from '../chromium-flags.ts';
import { startStack } from '../fairline-stack.ts';
import type { Stack } from '../fairline-stack.ts';
import { openCentralProbe } from './central-probe.ts';
import { DeskPage } from './desk-page.ts';
import { openDeskProbe } from './desk-probe.ts';
import type { DeskProbe } from './desk-probe.ts';
import { prepareMicrophone } from './microphone-file.ts';
import type { Clip } from './microphone-file.ts';
import { must, ShiftLog, StepFailed } from './report.ts';
import type { Counts, ShiftReport } from './report.ts';
import { planWrapUp } from './wrap-up-plan.ts';

export interface ShiftOptions {
  readonly dataDir: string;
  readonly language: 'en-US' | 'zh-CN';
  readonly customer: CustomerProfile;
  /** Another agent's voice; null takes the shipped one, in which one phrase is forbidden. */
  readonly microphone: string | null;
  readonly chromium: string;
  readonly say: (text: string) => void;
}
export interface ShiftResult {
  readonly report: ShiftReport;
  readonly stack: Stack | null;
  readonly close: () => Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
/** From the INVITE to the first word with some room: the clip starts after the customer has picked up. */
const roomMs = 1_500;
const longestCallMs = 15 * 60_000;

export async function runShift(options: ShiftOptions): Promise<ShiftResult> {
  const { say, customer, language } = options;
  const log = new ShiftLog(language, customer.id, say);
  let stack: Stack | null = null;
  let browser: Browser | null = null;
  const close = async (): Promise<void> => {
    await browser?.close();
    await stack?.stop();
  };
  try {
    mkdirSync(options.dataDir, { recursive: true });
    const clip = prepareMicrophone(
      options.microphone ?? join(root, 'resources', 'voices', 'agent', language === 'zh-CN' ? 'zh-shift.wav' : 'en-shift.wav'),
      join(options.dataDir, 'microphone.wav'),
      customer.ringMs + roomMs,
    );
    await log.step('start', async () => {
      stack = await startStack({ dataDir: options.dataDir, replay: options.microphone === null });
      return 'centre, practice line and desk are up';
    });
    const up = stack as Stack | null;
    must(up !== null, 'nothing was started');
    browser = await chromium.launch({ executablePath: options.chromium, args: [...headlessFlags(clip.file)] });
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: language });
    const desk = new DeskPage(await context.newPage());
    try {
      await work(log, options, up, desk, clip, () => openDeskProbe(context, up.deskUrl));
    } catch (error) {
      const picture = join(options.dataDir, 'where-it-stopped.png');
      await desk.page.screenshot({ path: picture });
      say(`  The screen at that moment: ${picture}`);
      throw error;
    }
    log.report.ok = log.report.steps.every((step) => step.ok);
  } catch (error) {
    if (!(error instanceof StepFailed)) {
      say(`  NOT  ${error instanceof Error ? error.message : String(error)}`);
      log.report.steps.push({ name: 'shift', ok: false, started: new Date().toISOString(), took_ms: 0, detail: error instanceof Error ? error.message : String(error) });
    }
  }
  return { report: log.report, stack, close };
}

async function work(log: ShiftLog, options: ShiftOptions, stack: Stack, desk: DeskPage, clip: Clip, openProbe: () => Promise<DeskProbe>): Promise<void> {
  const { customer, language } = options;
  let probe: DeskProbe | null = null;
  await log.step('sign in', async () => {
    await desk.open(stack.deskUrl);
    const known = await desk.by('sync-pill').isVisible();
    if (!known) await desk.signIn('agent1');
    probe = await openProbe();
    await probe.settings.set({ language });
    return known ? 'agent1, still signed in on this desk' : 'agent1';
  });
  const facts = probe as DeskProbe | null;
  must(facts !== null, 'the desk does not answer');
  await log.step('pull the batch', async () => {
    await desk.by('queue-row').first().waitFor({ timeout: 30_000 });
    await desk.untilLink('online', 0, 30_000);
    return `${(await facts.cases.queue({})).total} cases`;
  });
  await log.step('line and speech', async () => {
    await desk.page.waitForFunction(() => document.querySelector('[data-testid=registration]')?.getAttribute('data-state') === 'registered', undefined, { timeout: 15_000 });
    await desk.passChecks();
    await desk.page.waitForFunction(() => document.querySelector('[data-testid=speech-state]')?.getAttribute('data-state') !== 'loading', undefined, { timeout: 60_000 });
    const model = (await facts.app.info()).speech.find((one) => one.language === language);
    return `registered; speech ${language}: ${model?.state ?? 'absent'} (${model?.engine ?? ''})`;
  });
  let caseId = '' as CaseId;
  await log.step('open a case', async () => {
    caseId = (await desk.openCase(customer.number)) as CaseId;
    return `case ${(await facts.cases.get({ caseId })).case.caseNo}, masked ${await desk
      .by('case-name')
      .innerText()
      .then((text) => text.trim())}`;
  });

  const listens = (await facts.app.info()).speech.some((one) => one.language === language && one.state === 'ready');
  const talks = customer.outcome === 'talks' || customer.outcome === 'voicemail';
  let answered = false;
  await log.step('dial', async () => {
    await desk.dial();
    const state = await desk.untilCall(['connected', 'ended', 'blocked'], customer.ringMs + 40_000).catch(async () => {
      throw new Error((await desk.by('blocked').count()) > 0 ? `the guard stopped the call (${(await desk.attribute('blocked', 'data-rule')) ?? ''})` : 'the call did not get through');
    });
    answered = state === 'connected';
    must(answered === talks, talks ? `the customer did not answer: ${(await desk.attribute('call-state', 'data-result')) ?? state}` : 'somebody answered who should not');
    return answered ? 'rang and was answered' : `not answered: ${(await desk.attribute('call-state', 'data-result')) ?? ''}`;
  });
  if (answered) await log.step('talk', () => talk(desk, log, clip, listens));
  const stored = await storedCall(log, desk, facts, caseId, answered);
  if (answered && listens) await log.step('heard and was heard', async () => checkHeard(log.report, customer));
  if (answered && listens) await log.step('flag', async () => checkFlags(log.report, options.microphone === null));
  await log.step('wrap up', async () => {
    const view = await facts.cases.get({ caseId });
    const plan = planWrapUp(customer, answered, view.case);
    await desk.wrapUp(plan);
    return plan.promise === null ? plan.code : `${plan.code} ${plan.promise.amount} on ${plan.promise.date}`;
  });
  await log.step('sync', async () => {
    await desk.untilLink('online', 0, 60_000);
    return `${(await facts.sync.status()).receipts} receipts, nothing waits`;
  });
  if (stored.recordingId !== null) {
    const recordingId = stored.recordingId;
    await log.step('recording at the centre', async () => checkRecording(log, stack, facts, caseId, recordingId));
  }
  await offlineAndBack(log, stack, desk, facts, caseId, customer);
  facts.close();
}

/** Lets the clip play to its end, or the customer hang up first; then the agent ends the call. */
async function talk(desk: DeskPage, log: ShiftLog, clip: Clip, listens: boolean): Promise<string> {
  const until = Date.now() + Math.min(longestCallMs, clip.clipMs + 4_000);
  let seen: Awaited<ReturnType<DeskPage['flags']>> = [];
  while (Date.now() < until && (await desk.callState()) === 'connected') {
    seen = await desk.flags();
    await desk.page.waitForTimeout(250);
  }
  const recording = await desk.attribute('recording-state', 'data-state');
  const hungUp = (await desk.callState()) === 'connected';
  if (hungUp) await desk.hangUp();
  await desk.untilCall(['ended'], 10_000);
  await desk.by('save-next').waitFor();
  seen = (await desk.flags()).length >= seen.length ? await desk.flags() : seen;
  log.report.flags = seen.map((flag) => {
    const marked = flag.paintedAtMs ?? flag.markAtMs;
    return {
      rule: flag.rule,
      version: flag.version,
      severity: flag.severity,
      words: flag.words,
      start_ms: flag.startMs,
      end_ms: flag.endMs,
      marked_ms: marked,
      delay_ms: marked - flag.endMs,
      status: flag.status,
    };
  });
  return `${hungUp ? 'the agent' : 'the customer'} hung up; recording ${recording ?? 'unknown'}; ${listens ? `${(await desk.utterances()).filter((one) => one.final).length} sentences` : 'not listening in this language'}`;
}

async function storedCall(log: ShiftLog, desk: DeskPage, facts: DeskProbe, caseId: CaseId, answered: boolean): Promise<{ recordingId: string | null }> {
  let recordingId: string | null = null;
  await log.step('call stored', async () => {
    await desk.by('save-next').waitFor();
    for (let tries = 0; tries < 100; tries += 1) {
      const call = (await facts.cases.get({ caseId })).timeline.findLast((activity) => activity.body.kind === 'call');
      if (call?.body.kind === 'call' && log.report.steps.length > 0 && Date.now() - call.body.endedAt < 60_000) {
        recordingId = call.body.recordingId;
        log.report.transcript = call.body.transcript.map((one) => ({ speaker: one.speaker, text: one.text, start_ms: one.startMs, end_ms: one.endMs }));
        must(!answered || recordingId !== null, 'an answered call has no recording');
        return `result ${call.body.result}, ended by ${call.body.endedBy}`;
      }
      await desk.page.waitForTimeout(100);
    }
    throw new Error('the call was not stored within 10 s');
  });
  return { recordingId };
}

async function checkHeard(report: ShiftReport, customer: CustomerProfile): Promise<string> {
  const sides = ['agent', 'customer'].map((speaker) => report.transcript.filter((one) => one.speaker === speaker).length);
  must(customer.lines.length === 0 || (sides[1] ?? 0) > 0, 'nothing of the customer was written down');
  must((sides[0] ?? 0) > 0, 'nothing of the agent was written down');
  return `${sides[0]} sentences of the agent, ${sides[1]} of the customer`;
}

/** The shipped voice says one forbidden phrase; what another voice says is only reported. */
async function checkFlags(report: ShiftReport, shipped: boolean): Promise<string> {
  const held = report.flags.filter((flag) => flag.status !== 'withdrawn');
  must(!shipped || held.length > 0, 'the forbidden phrase was not flagged');
  return held.length === 0 ? 'no forbidden phrase was heard' : held.map((flag) => `${flag.rule} "${flag.words}" ${flag.delay_ms} ms after its end`).join('; ');
}

async function checkRecording(log: ShiftLog, stack: Stack, facts: DeskProbe, caseId: CaseId, recordingId: string): Promise<string> {
  const centre = await openCentralProbe(stack.central.url, 'lead1');
  const atCentre = await centre.recordings.receipt({ recordingId });
  const atDesk = (await facts.recordings.list({ caseId })).find((one) => one.recordingId === recordingId);
  must(atDesk !== undefined && atDesk.sha256 !== null, 'the desk does not know its recording');
  log.report.recording = { id: recordingId, duration_ms: Math.round(atDesk.durationMs), channels: atDesk.channels, bytes: atDesk.bytes, sha256_desk: atDesk.sha256, sha256_centre: atCentre.sha256 };
  must(atCentre.sha256 === atDesk.sha256, 'the recording at the centre is another one');
  return `${(atDesk.durationMs / 1000).toFixed(1)} s, ${atDesk.channels} channels, sha256 ${atDesk.sha256.slice(0, 12)}… at both ends`;
}

/** The centre goes away; a call is worked without it; it comes back and has everything, once. */
async function offlineAndBack(log: ShiftLog, stack: Stack, desk: DeskPage, facts: DeskProbe, firstCase: CaseId, first: CustomerProfile): Promise<void> {
  // another person than in the first call: the guard counts calls per person
  const quick = findCustomer(`${first.language === 'zh-CN' ? '126000001' : '55501'}${first.outcome === 'busy' ? '10' : '07'}`);
  must(quick !== undefined && quick !== null, 'there is no busy practice customer');
  let cases: readonly CaseId[] = [firstCase];
  const count = async (away: boolean): Promise<Counts> => {
    const views = await Promise.all(cases.map((caseId) => facts.cases.get({ caseId })));
    const centre = away ? null : await openCentralProbe(stack.central.url, 'lead1');
    const arrived = centre === null ? null : (await Promise.all(cases.map((caseId) => centre.cases.activities({ caseId })))).flat().length;
    return { desk: views.reduce((sum, view) => sum + view.timeline.length, 0), waiting: (await facts.sync.status()).waiting, centre: arrived };
  };
  const before = await count(false);
  let offline = before;
  await log.step('centre goes away', async () => {
    await stack.stopCentre();
    await facts.sync.now();
    await desk.untilLink('offline', null, 30_000);
    return 'the frame says so; work goes on';
  });
  await log.step('work offline', async () => {
    const second = (await desk.openCase(quick.number)) as CaseId;
    cases = [...new Set([firstCase, second])];
    await desk.dial();
    await desk.untilCall(['ended'], 20_000);
    await desk.wrapUp({ party: null, code: 'NOT_REACHED', promise: null, note: 'Line was busy while the centre was away.', nextAction: null });
    offline = await count(true);
    must(offline.waiting > 0, 'nothing waits although the centre is away');
    return `${offline.waiting} activities wait on the desk`;
  });
  await log.step('centre comes back', async () => {
    await stack.startCentre();
    await desk.untilLink('online', 0, 60_000);
    const after = await count(false);
    log.report.counts = { before_offline: before, offline, after };
    must(after.waiting === 0 && after.centre === after.desk, `${after.desk} activities at the desk, ${String(after.centre)} at the centre`);
    return `${after.desk} activities at the desk, ${String(after.centre)} at the centre, each once`;
  });
  await log.step('receipts', async () => {
    const centre = await openCentralProbe(stack.central.url, 'lead1');
    const arrived = (await Promise.all(cases.map((caseId) => centre.cases.activities({ caseId })))).flat().map((one) => one.id);
    const written = (await Promise.all(cases.map((caseId) => facts.cases.get({ caseId })))).flatMap((view) => view.timeline.map((one) => one.id));
    const same = new Set(arrived).size === arrived.length && written.every((id) => arrived.includes(id));
    log.report.receipts = { count: (await facts.sync.status()).receipts, ids_ok: same };
    must(same, 'the centre does not have exactly what the desk wrote');
    return `${log.report.receipts.count} receipts; every id is at the centre once`;
  });
}
