/** Names of keys on this platform, as the caps show them. */
export const onMac = /Mac/.test(globalThis.navigator?.userAgent ?? '');

export const mainKey = (key: string): string => (onMac ? `⌘${key}` : `Ctrl ${key}`);
export const altKey = (key: string): string => (onMac ? `⌥${key}` : `Alt ${key}`);
