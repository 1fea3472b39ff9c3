// Runs in the page of practice-line.test.ts: a bare softphone on sip.js, told what to do by the test.
import { Inviter, Registerer, SessionState, UserAgent } from '/sip.js/index.js';

const heard = [];
let session;

async function tap(stream) {
  // Chromium gives only zeros to WebAudio unless a media element plays the stream too.
  const audio = new Audio();
  audio.srcObject = stream;
  audio.muted = true;
  await audio.play();
  const context = new AudioContext({ sampleRate: 8000 });
  const code = 'registerProcessor("tap", class extends AudioWorkletProcessor { process([input]) { if (input[0]) this.port.postMessage(input[0].slice()); return true; } });';
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const node = new AudioWorkletNode(context, 'tap');
  node.port.onmessage = ({ data }) => heard.push(...data);
  context.createMediaStreamSource(stream).connect(node);
}

function state(wanted) {
  return new Promise((resolve) => {
    const look = (now) => { if (now === wanted) resolve(); };
    look(session.state);
    session.stateChange.addListener(look);
  });
}

globalThis.phone = {
  heard,
  async start(server) {
    const agent = new UserAgent({
      uri: UserAgent.makeURI('sip:desk1@practice.test'), authorizationUsername: 'desk1', authorizationPassword: 'practice-desk1', transportOptions: { server }, logLevel: 'error',
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500, peerConnectionConfiguration: { iceServers: [] } },
    });
    await agent.start();
    const registerer = new Registerer(agent);
    const registered = new Promise((resolve) => { registerer.stateChange.addListener(resolve); });
    await registerer.register();
    globalThis.agent = agent;
    return registered;
  },
  async call(number) {
    const started = performance.now();
    session = new Inviter(globalThis.agent, UserAgent.makeURI(`sip:${number}@practice.test`), { sessionDescriptionHandlerOptions: { constraints: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false } } });
    await session.invite();
    await state(SessionState.Established);
    const pc = session.sessionDescriptionHandler.peerConnection;
    await tap(new MediaStream(pc.getReceivers().map(({ track }) => track)));
    return performance.now() - started;
  },
  dtmf: (digits) => session.sessionDescriptionHandler.sendDtmf(digits),
  reinvite: (options, offerOptions = {}) => new Promise((resolve, reject) => {
    session.invite({ sessionDescriptionHandlerOptions: { ...options, ...offerOptions }, requestDelegate: { onAccept: resolve, onReject: (response) => reject(new Error(String(response.message.statusCode))) } }).catch(reject);
  }).then(() => undefined),
  bye: () => session.bye().then(() => undefined),
  ended: () => state(SessionState.Terminated),
};
