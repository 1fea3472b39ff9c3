import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, usePCMU } from 'werift';
import { WebSocket } from 'ws';
import { connectTestDesk, type TestDesk } from './desk-for-tests.ts';
import { decodeMuLaw, encodeMuLaw } from './g711.ts';
import type { PracticeEvent } from './practice-event.ts';
import { PortInUse, startPracticeLine, type PracticeLine } from './start-practice-line.ts';

// Some customers ring for seconds, and machines are slow at times.
vi.setConfig({ testTimeout: 30_000 });

let line: PracticeLine;
let desk: TestDesk;
let events: PracticeEvent[] = [];
let problems: string[] = [];
const open: { readonly close: () => unknown }[] = [];

beforeAll(async () => {
  line = await startPracticeLine({ port: 0, onEvent: (event) => events.push(event), onProblem: (what) => problems.push(what) });
});
afterAll(() => line.stop());
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  await happened('gone', () => events.filter(({ kind }) => kind === 'invited').length === events.filter(({ kind }) => kind === 'hung-up').length);
  events = [];
  problems = [];
});

async function newDesk(): Promise<TestDesk> {
  desk = await connectTestDesk(line.url);
  open.push(desk);
  return desk;
}

async function happened(what: string, test: () => boolean, ms = 8000): Promise<void> {
  for (const end = Date.now() + ms; !test(); ) {
    if (Date.now() > end) throw new Error(`did not happen: ${what}; events: ${events.map(({ kind, detail }) => `${kind} ${detail}`).join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const kinds = () => events.map(({ kind }) => kind);

/** The desk's half of the media: says a tone when told, measures what it hears. */
async function newMedia() {
  const connection = new RTCPeerConnection({ codecs: { audio: [usePCMU()] }, iceServers: [], iceUseIpv4: false, iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'] });
  const transceiver = connection.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
  const tone = encodeMuLaw(Int16Array.from({ length: 160 }, (_, n) => 6000 * Math.sin((2 * Math.PI * 400 * n) / 8000)));
  const state = { speaking: false, packets: 0, loudPackets: 0 };
  connection.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(({ payload }) => {
      state.packets += 1;
      const pcm = decodeMuLaw(payload);
      if (Math.max(...pcm.map(Math.abs)) > 3000) state.loudPackets += 1;
    });
  });
  let sequence = 0;
  const timer = setInterval(() => {
    if (connection.connectionState !== 'connected') return;
    sequence += 1;
    const payload = Buffer.from(state.speaking ? tone : new Uint8Array(160).fill(0xff));
    transceiver.sender.sendRtp(new RtpPacket(new RtpHeader({ payloadType: 0, sequenceNumber: sequence, timestamp: sequence * 160 }), payload)).catch((error: unknown) => problems.push(String(error)));
  }, 20);
  open.push({
    close: async () => {
      clearInterval(timer);
      await connection.close();
    },
  });
  const offer = async () => {
    await connection.setLocalDescription(await connection.createOffer());
    return connection.localDescription?.sdp ?? '';
  };
  return { state, offer, transceiver, take: (answer: string) => connection.setRemoteDescription({ type: 'answer', sdp: answer }) };
}

describe('practice line: signing in', () => {
  it('challenges and takes the right password', async () => {
    const reply = await (await newDesk()).request('REGISTER', '', { headers: ['Expires: 600'] });
    expect(reply.status).toBe(200);
    expect(reply.headers['contact']).toBe('<sip:test@desk.invalid;transport=ws>;expires=600');
    expect(events).toMatchObject([{ kind: 'registered', number: '', detail: '600' }]);
  });

  it('says 403 to a wrong password and to an unknown user', async () => {
    await newDesk();
    expect((await desk.request('REGISTER', '', { password: 'guess' })).status).toBe(403);
    expect((await desk.request('REGISTER', '', { user: 'nobody' })).status).toBe(403);
    expect((await desk.request('INVITE', '5550101', { password: 'guess', body: 'v=0' })).status).toBe(403);
    expect(events).toEqual([]);
  });

  it('answers OPTIONS and keep-alives without a password', async () => {
    await newDesk();
    expect((await desk.request('OPTIONS', '')).status).toBe(200);
    desk.sendText('\r\n\r\n');
    await desk.waitFor(({ first, body }) => first === '' && body === '');
  });
});

describe('practice line: calls that are not answered', () => {
  it.each([
    ['5550199', 404],
    ['', 404],
    ['5550107', 486],
    ['12600000107', 486],
    ['5550110', 603],
    ['12600000110', 603],
  ])('%s is answered %i', async (number, status) => {
    await newDesk();
    expect((await desk.request('INVITE', number, { body: 'v=0' })).status).toBe(status);
  });

  it('knows no other domain', async () => {
    expect((await (await newDesk()).request('INVITE', '5550101', { body: 'v=0', host: 'elsewhere.test' })).status).toBe(404);
  });

  it.each([
    '',
    'v=0\r\n',
    'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n',
    'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n',
    `v=0\r\nm=audio 9 RTP/AVP 0\r\n${'a=x\r\n'.repeat(5000)}`,
  ])('answers 488 to an offer that cannot be met', async (body) => {
    expect((await (await newDesk()).request('INVITE', '5550101', { body })).status).toBe(488);
    expect(events.at(-1)).toMatchObject({ kind: 'hung-up', detail: 'bad-offer' });
  });

  it('ends a cancelled call with 487', async () => {
    await newDesk();
    const answer = desk.request('INVITE', '5550108', { body: 'v=0' });
    await desk.waitFor(({ first }) => first.startsWith('SIP/2.0 180'));
    expect((await desk.cancel()).status).toBe(200);
    expect((await answer).status).toBe(487);
    expect(events.at(-1)).toMatchObject({ kind: 'hung-up', number: '5550108', detail: 'cancelled' });
  });
});

describe('practice line: a call with sound', () => {
  it('rings, answers, is heard, hears, takes digits and hold, and is hung up', async () => {
    await newDesk();
    const media = await newMedia();
    const reply = await desk.request('INVITE', '5550101', { body: await media.offer() });
    expect(reply.status).toBe(200);
    await media.take(reply.body);
    await happened('greeting', () => media.state.loudPackets > 10);
    await happened('listening', () => media.state.packets > 60);

    media.state.speaking = true;
    await new Promise((resolve) => setTimeout(resolve, 800));
    media.state.speaking = false;
    await happened('heard', () => kinds().includes('heard'));
    await happened('the second line', () => events.filter(({ kind }) => kind === 'said').length === 2);

    expect((await desk.inDialog('INFO', { type: 'application/dtmf-relay', text: 'Signal=5\r\nDuration=160\r\n' })).status).toBe(200);
    expect((await desk.inDialog('INFO', { type: 'text/plain', text: '5' })).status).toBe(415);

    media.transceiver.setDirection('sendonly');
    const held = await desk.inDialog('INVITE', { type: 'application/sdp', text: await media.offer() });
    expect(held.status).toBe(200);
    expect(held.body).toMatch(/a=(recvonly|inactive)/);
    await media.take(held.body);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = media.state.packets;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(media.state.packets).toBe(before);

    media.transceiver.setDirection('sendrecv');
    const resumed = await desk.inDialog('INVITE', { type: 'application/sdp', text: await media.offer() });
    expect(resumed.status).toBe(200);
    await media.take(resumed.body);
    await happened('sound after the hold', () => media.state.packets > before + 10);

    expect((await desk.inDialog('INVITE')).status).toBe(488);
    expect((await desk.inDialog('BYE')).status).toBe(200);
    await happened('hung up', () => kinds().includes('hung-up'));
    expect(kinds()).toEqual(['invited', 'answered', 'said', 'heard', 'said', 'digit', 'held', 'resumed', 'hung-up']);
    expect(events.at(-1)).toMatchObject({ number: '5550101', detail: 'agent' });
    expect(events.find(({ kind }) => kind === 'digit')?.detail).toBe('5');
    expect(Number(events.find(({ kind }) => kind === 'heard')?.detail)).toBeGreaterThan(500);
  });

  it('clears up when the connection is cut in a call', async () => {
    await newDesk();
    const media = await newMedia();
    await desk.request('INVITE', '12600000101', { body: await media.offer() });
    desk.close();
    await happened('hung up', () => kinds().includes('hung-up'));
    expect(events.at(-1)).toMatchObject({ kind: 'hung-up', detail: 'connection-lost' });
  });

  it('says BYE in every call when it is stopped', async () => {
    const told: PracticeEvent[] = [];
    const other = await startPracticeLine({ port: 0, onEvent: (event) => told.push(event) });
    const caller = await connectTestDesk(other.url);
    const media = await newMedia();
    await caller.request('INVITE', '5550101', { body: await media.offer() });
    await Promise.all([caller.waitFor(({ first }) => first.startsWith('BYE ')), other.stop()]);
    expect(told.at(-1)).toMatchObject({ kind: 'hung-up', detail: 'line-stopped' });
    await expect(connectTestDesk(other.url)).rejects.toThrow();
  });
});

describe('practice line: what it must survive', () => {
  it('drops garbage and goes on', async () => {
    await newDesk();
    const via = 'Via: SIP/2.0/WS x.invalid;branch=z9hG4bKabc\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:5550101@practice.test>\r\nCall-ID: 1\r\n';
    const garbage = [
      '',
      'hello',
      '\u0000\u0001\u0002',
      'INVITE',
      'INVITE sip:5550101@practice.test SIP/2.0\r\n\r\n',
      'SIP/2.0 200 OK\r\n\r\n',
      'SIP/2.0 999 \r\nCSeq: x\r\n\r\n',
      `INVITE sip:5550101@practice.test SIP/2.0\r\n${via}CSeq: 1 BYE\r\n\r\n`,
      `INVITE tel:5550101 SIP/2.0\r\n${via}CSeq: 1 INVITE\r\n\r\n`,
      `BYE sip:line@practice.test SIP/2.0\r\n${via}CSeq: 1 BYE\r\n\r\n`,
      `CANCEL sip:5550101@practice.test SIP/2.0\r\n${via}CSeq: 1 CANCEL\r\n\r\n`,
      `JUMP sip:5550101@practice.test SIP/2.0\r\n${via}CSeq: 1 JUMP\r\n\r\n`,
      `MESSAGE sip:5550101@practice.test SIP/2.0\r\n${via}CSeq: 2 MESSAGE\r\nContact: *\r\n\r\n`,
      `REGISTER sip:practice.test SIP/2.0\r\n${via}CSeq: 9999999999999 REGISTER\r\nAuthorization: Digest ${'x="y",'.repeat(4000)}\r\n\r\n`,
      `INVITE sip:${'9'.repeat(20_000)}@practice.test SIP/2.0\r\n${via}CSeq: 3 INVITE\r\n\r\n`,
      `${'X: y\r\n'.repeat(8000)}\r\n`,
      'OPTIONS sip:practice.test SIP/2.0\r\n__proto__: x\r\nconstructor: y\r\n\r\n',
    ];
    for (const text of garbage) desk.sendText(text);
    desk.socket.send(Buffer.from([0xff, 0xfe, 0x00]));
    expect((await desk.request('REGISTER', '')).status).toBe(200);
    expect(problems.length).toBeGreaterThan(5);
    expect(kinds()).toEqual(['registered']);
  });

  it('closes a connection that sends too much, and only that one', async () => {
    const loud = await newDesk();
    const closed = new Promise<number>((resolve) => {
      loud.socket.once('close', resolve);
    });
    loud.sendText('x'.repeat(70_000));
    expect(await closed).toBe(1009);
    expect((await (await newDesk()).request('REGISTER', '')).status).toBe(200);
  });

  it('takes only the sip subprotocol', async () => {
    const socket = new WebSocket(line.url);
    expect(
      await new Promise((resolve) => {
        socket.once('close', resolve);
      }),
    ).toBe(1002);
  });

  it('says 503 when one desk has too many calls', async () => {
    await newDesk();
    const desks = Array.from({ length: 9 }, () => desk.request('INVITE', '5550108', { body: 'v=0' }).catch(() => undefined));
    const refused = await desk.waitFor(({ first }) => first.startsWith('SIP/2.0 503'));
    expect(refused.headers['retry-after']).toBe('5');
    desk.close();
    void desks;
  });

  it('says clearly that its port is taken', async () => {
    const port = Number(new URL(line.url).port);
    await expect(startPracticeLine({ port })).rejects.toThrow(PortInUse);
    await expect(startPracticeLine({ port })).rejects.toThrow(`Port ${port} is already in use`);
  });

  it('refuses a call whose voice is missing, and lives on', async () => {
    const mute = await startPracticeLine({ port: 0, voicesDir: '/nowhere' });
    const caller = await connectTestDesk(mute.url);
    expect((await caller.request('INVITE', '5550101', { body: 'v=0' })).status).toBe(500);
    expect((await caller.request('REGISTER', '')).status).toBe(200);
    caller.close();
    await mute.stop();
  });
});
