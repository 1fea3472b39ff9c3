import { expect, test, vi } from 'vitest';
import { restrictPermissions } from './permissions.ts';
import type { PermissionSession } from './permissions.ts';

type Asked = Parameters<NonNullable<Parameters<PermissionSession['setPermissionRequestHandler']>[0]>>;
type Checked = Parameters<NonNullable<Parameters<PermissionSession['setPermissionCheckHandler']>[0]>>;

function setUp(askForMicrophone = async () => true) {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    setSpellCheckerEnabled: vi.fn(),
  };
  const failed = vi.fn();
  restrictPermissions({ session, askForMicrophone, failed });
  const request = session.setPermissionRequestHandler.mock.calls[0]?.[0] as (...args: Asked) => void;
  const check = session.setPermissionCheckHandler.mock.calls[0]?.[0] as (...args: Checked) => boolean;
  const ask = (permission: string, details: object, page = 'app://fairline/index.html') =>
    new Promise<boolean>((resolve) => {
      request({ getURL: () => page } as Asked[0], permission as Asked[1], resolve, { requestingUrl: page, isMainFrame: true, ...details } as Asked[3]);
    });
  return { session, failed, ask, check: (permission: string, origin: string, details: object = {}) => check(null, permission as Checked[1], origin, { isMainFrame: true, ...details } as Checked[3]) };
}

test('the microphone, for our page alone', async () => {
  const { ask, check } = setUp();
  expect(await ask('media', { mediaTypes: ['audio'] })).toBe(true);
  expect(await ask('media', { mediaTypes: ['audio', 'video'] })).toBe(false);
  expect(await ask('media', { mediaTypes: [] })).toBe(false);
  expect(await ask('media', { mediaTypes: ['audio'], securityOrigin: 'https://evil.example/' })).toBe(false);
  expect(await ask('media', { mediaTypes: ['audio'] }, 'https://evil.example/')).toBe(false);
  expect([
    check('media', 'app://fairline/', { mediaType: 'audio' }),
    check('media', 'app://fairline/', { mediaType: 'video' }),
    check('media', 'https://evil.example/', { mediaType: 'audio' }),
  ]).toEqual([true, false, false]);
});
test.each(['geolocation', 'notifications', 'clipboard-read', 'display-capture', 'openExternal', 'hid', 'serial', 'usb', 'midi', 'fileSystem', 'unknown'])('%s is refused', async (permission) => {
  const { ask, check } = setUp();
  expect(await ask(permission, {})).toBe(false);
  expect(check(permission, 'app://fairline')).toBe(false);
});
test.each(['speaker-selection', 'local-network', 'loopback-network'])('%s is allowed to our page', async (permission) => {
  const { ask, check } = setUp();
  expect([await ask(permission, {}), check(permission, 'app://fairline'), check(permission, 'https://evil.example')]).toEqual([true, true, false]);
});
test('a person who says no to the system is heard; a system that fails is written down', async () => {
  expect(await setUp(async () => false).ask('media', { mediaTypes: ['audio'] })).toBe(false);
  const broken = setUp(async () => {
    throw new Error('no answer');
  });
  expect(await broken.ask('media', { mediaTypes: ['audio'] })).toBe(false);
  expect(broken.failed).toHaveBeenCalledOnce();
});
test('no devices, no screen, no spell checker', () => {
  const { session } = setUp();
  expect(session.setDevicePermissionHandler.mock.lastCall?.[0]()).toBe(false);
  const callback = vi.fn();
  session.setDisplayMediaRequestHandler.mock.lastCall?.[0]({}, callback);
  expect(callback).toHaveBeenCalledWith({});
  expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
});
