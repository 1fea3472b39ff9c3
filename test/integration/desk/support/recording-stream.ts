/** Child: records without end, four pieces a second and more, and says each sequence number once it was acknowledged. */
import { writeSync } from 'node:fs';
import type { CaseId } from '../../../../src/domain/case/case.ts';
import { inventedCase, noonInNewYork } from './invented.ts';
import { recordedPiece } from './recorded-piece.ts';
import { openServices } from './services.ts';

const [folder = '', recordingId = ''] = process.argv.slice(2);
const desk = openServices(folder, () => noonInNewYork);
desk.cases.save(inventedCase(1));
desk.dialing.check('case-1' as CaseId, 'contact-1' as Parameters<typeof desk.dialing.check>[1]);
desk.recordings.open({ recordingId, callId: `call of ${recordingId}`, caseId: 'case-1' as CaseId, mimeType: 'audio/webm;codecs=opus' });
for (let sequence = 0; sequence < 100_000; sequence += 1) {
  const { state } = desk.recordings.append(recordingId, sequence, recordedPiece(sequence));
  writeSync(1, `${sequence} ${state}\n`);
}
