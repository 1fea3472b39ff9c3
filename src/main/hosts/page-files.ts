/** How both hosts serve the page's files: their types, and what the page may load and reach. */

export const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
  '.tar': 'application/x-tar',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};

/**
 * The content security policy: the page reaches its own host and the phone line, nothing else. 'wasm-unsafe-eval' is for the
 * recogniser, inline styles are antd's. `lineServer` is the line's WebSocket address; throws when it is no address.
 */
export function pagePolicy(lineServer: string): string {
  const { protocol, host } = new URL(lineServer);
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    `connect-src 'self' ${protocol}//${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
