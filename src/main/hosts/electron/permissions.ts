/** What the page may ask of the computer: the microphone and the way to the phone line. Everything else is refused. */
import type { Session } from 'electron';
import { isDeskAddress } from './protocol.ts';

export type PermissionSession = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setDisplayMediaRequestHandler' | 'setSpellCheckerEnabled'>;

/**
 * The choice of a speaker, and Chromium's questions before a page talks to a machine of the local network (a PBX in the
 * house, the practice line): which machine that may be, the page's content policy already says.
 */
const alsoAllowed: ReadonlySet<string> = new Set(['speaker-selection', 'local-network', 'local-network-access', 'loopback-network']);

export interface PermissionParts {
  readonly session: PermissionSession;
  /** Asks the person where the system wants that (macOS); elsewhere resolves true. */
  readonly askForMicrophone: () => Promise<boolean>;
  readonly failed: (error: unknown) => void;
}

export function restrictPermissions({ session, askForMicrophone, failed }: PermissionParts): void {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const origin = 'securityOrigin' in details && details.securityOrigin !== undefined ? details.securityOrigin : details.requestingUrl;
    if (!isDeskAddress(origin) || !isDeskAddress(contents.getURL())) return decide(false);
    if (permission !== 'media') return decide(alsoAllowed.has(permission));
    const wanted = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    if (wanted.length === 0 || wanted.some((kind) => kind !== 'audio')) return decide(false);
    askForMicrophone().then(decide, (error: unknown) => {
      failed(error);
      decide(false);
    });
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    if (!isDeskAddress(requestingOrigin)) return false;
    return permission === 'media' ? details.mediaType !== 'video' : alsoAllowed.has(permission);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  // the spell checker would fetch dictionaries from outside
  session.setSpellCheckerEnabled(false);
}
