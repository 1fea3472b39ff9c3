import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket, usePCMU } from 'werift';
import { createAgentEar, type Hearing } from './agent-ear.ts';
import { decodeMuLaw, silence } from './g711.ts';
import { createDigitReader } from './read-digits.ts';

/** What happens in the media of a call. */
export interface MediaEvents {
  readonly onHearing: (what: Hearing) => void;
  /** A key of the phone, by RFC 4733. */
  readonly onDigit: (digit: string) => void;
  /** The line given to `play` has been sent to its end. */
  readonly onPlayed: () => void;
  /** ICE or DTLS failed, or nothing has come for `lostMs` while not on hold. */
  readonly onLost: () => void;
}

/** One WebRTC leg: PCMU both ways on 127.0.0.1, telephone-event inwards. */
export interface MediaLeg {
  /** Answers an offer, the first or a later one (hold, ICE restart). Rejects when the offer cannot be met. */
  readonly answer: (offer: string) => Promise<string>;
  /** Sends this µ-law sound from the next packet on, in place of what was being sent. */
  readonly play: (sound: Uint8Array) => void;
  /** On hold nothing is sent, and the sound waits. */
  readonly hold: (held: boolean) => void;
  /** Packets so far, for tests and reports. */
  readonly counts: () => { readonly sent: number; readonly received: number };
  readonly close: () => Promise<void>;
}

const packetMs = 20;
const packetSamples = 160;
/** After a stall of the process at most so many packets are sent at once; older ones are skipped. */
const burst = 5;
const connectMs = 15_000;
const answerMs = 5000;
const lostMs = 30_000;

export function createMediaLeg(events: MediaEvents): MediaLeg {
  const connection = new RTCPeerConnection({
    codecs: { audio: [usePCMU(), new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8000, channels: 1 })] },
    iceServers: [],
    // Exactly one candidate: the line and the desk are on one machine.
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
  });
  const track = new MediaStreamTrack({ kind: 'audio' });
  const transceiver = connection.addTransceiver(track, { direction: 'sendrecv' });
  const ear = createAgentEar();
  const readDigit = createDigitReader();
  const header = { sequence: Math.floor(Math.random() * 65_536), timestamp: Math.floor(Math.random() * 2 ** 32) };
  const created = performance.now();
  let playing: { readonly sound: Uint8Array; at: number } | undefined;
  let held = false;
  let closed = false;
  let marker = true;
  let sent = 0;
  let received = 0;
  let lastReceivedAt = created;
  let nextPacketAt: number | undefined;

  const lose = () => {
    if (!closed) events.onLost();
  };

  connection.connectionStateChange.subscribe((state) => {
    if (state === 'failed') lose();
  });

  connection.onTrack.subscribe((remote) => {
    remote.onReceiveRtp.subscribe((packet) => {
      if (closed) return;
      received += 1;
      lastReceivedAt = performance.now();
      if (packet.header.payloadType === 0) {
        const heard = ear.hear(decodeMuLaw(packet.payload), lastReceivedAt);
        if (heard !== undefined && !held) events.onHearing(heard);
      } else if (packet.header.payloadType === transceiver.getPayloadType('audio/telephone-event')) {
        const digit = readDigit(packet.payload, packet.header.timestamp);
        if (digit !== undefined) events.onDigit(digit);
      }
    });
  });

  const nextPayload = (): Uint8Array => {
    const payload = new Uint8Array(packetSamples).fill(silence);
    if (playing === undefined) return payload;
    payload.set(playing.sound.subarray(playing.at, playing.at + packetSamples));
    playing.at += packetSamples;
    if (playing.at >= playing.sound.length) {
      playing = undefined;
      // After this packet, not within it: the next line may start at once.
      queueMicrotask(() => {
        if (!closed) events.onPlayed();
      });
    }
    return payload;
  };

  const sendPacket = () => {
    const packet = new RtpPacket(new RtpHeader({ payloadType: 0, marker, sequenceNumber: header.sequence, timestamp: header.timestamp, ssrc: 0 }), Buffer.from(nextPayload()));
    marker = false;
    header.sequence = (header.sequence + 1) % 65_536;
    header.timestamp = (header.timestamp + packetSamples) % 2 ** 32;
    sent += 1;
    // A packet that cannot be sent is a lost packet: the connection's own state tells when the call is lost.
    transceiver.sender.sendRtp(packet).catch(() => {
      sent -= 1;
    });
  };

  const tick = () => {
    const now = performance.now();
    const quiet = ear.tick(now);
    if (quiet !== undefined && !held) events.onHearing(quiet);
    if (connection.connectionState !== 'connected') {
      if (received === 0 && now - created >= connectMs) lose();
      return;
    }
    if (!held && now - lastReceivedAt >= lostMs) lose();
    if (held) {
      nextPacketAt = undefined;
      return;
    }
    nextPacketAt ??= now;
    if (now - nextPacketAt > burst * packetMs) nextPacketAt = now - burst * packetMs;
    for (; nextPacketAt <= now; nextPacketAt += packetMs) sendPacket();
  };
  const timer = setInterval(tick, packetMs);

  return {
    answer: (offer) => withLimit(negotiate(connection, offer)),
    play: (sound) => {
      playing = { sound, at: 0 };
      marker = true;
    },
    hold: (now) => {
      held = now;
      lastReceivedAt = performance.now();
    },
    counts: () => ({ sent, received }),
    close: async () => {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      track.stop();
      await connection.close();
    },
  };
}

async function negotiate(connection: RTCPeerConnection, offer: string): Promise<string> {
  if (!offersPcmu(offer)) throw new Error('the offer has no PCMU audio');
  await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription(await connection.createAnswer());
  const answer = connection.localDescription?.sdp;
  if (answer === undefined) throw new Error('there is no answer to the offer');
  return answer;
}

/** werift can wait for ever on a damaged offer (4 of 400 in a fuzz run). */
function withLimit<T>(work: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`no answer to the offer in ${answerMs} ms`)), answerMs);
  work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}

/** Whether the offer asks us not to send: RFC 3264 section 8.4, and the older way with address 0.0.0.0. */
export function asksForHold(offer: string): boolean {
  const older = /^c=IN IP4 0\.0\.0\.0\s*$/m.test(offer) && !/^a=ice-ufrag/m.test(offer);
  return older || /^a=(sendonly|inactive)\s*$/m.test(offer);
}

/** Whether there is audio with PCMU, payload type 0, in the offer. */
export function offersPcmu(offer: string): boolean {
  return /^m=audio [1-9]\d* \S+(?: \d+)*? 0(?: |\s*$)/m.test(offer);
}
