/** Keys of a phone in the order of their event codes: RFC 4733 section 3.2. */
const keys = '0123456789*#ABCD';

/** Reads keys from RTP telephone-event payloads; each key once, whatever packets are lost or repeated. */
export function createDigitReader(): (payload: Uint8Array, timestamp: number) => string | undefined {
  let lastTimestamp: number | undefined;
  return (payload, timestamp) => {
    const key = keys[payload[0] ?? 255];
    // All packets of one key have the timestamp of its start (RFC 4733 section 2.5.1.2).
    if (payload.length < 4 || key === undefined || timestamp === lastTimestamp) return undefined;
    lastTimestamp = timestamp;
    return key;
  };
}

/** The key in the body of a SIP INFO with `application/dtmf-relay` ("Signal=5") or `application/dtmf` ("5"). */
export function readInfoDigit(contentType: string, body: string): string | undefined {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/dtmf-relay') return /^\s*Signal\s*=\s*([0-9A-D*#])\s*$/im.exec(body)?.[1]?.toUpperCase();
  if (type === 'application/dtmf') return /^\s*([0-9A-D*#])\s*$/i.exec(body)?.[1]?.toUpperCase();
  return undefined;
}
