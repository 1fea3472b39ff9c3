/** The OpenAPI document as one page to read: no script, nothing from another host. */
import { createHash } from 'node:crypto';
import type { OpenAPI } from '@orpc/openapi';

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; } body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } section { border: 1px solid #8884; border-radius: 6px; padding: .75rem 1rem; margin: .75rem 0; } h2 { font: 600 1rem ui-monospace, monospace; margin: 0 0 .25rem; }
  .method { display: inline-block; min-width: 4rem; color: #12715b; } pre { overflow: auto; background: #8881; padding: .75rem; border-radius: 4px; font-size: .8rem; } summary { cursor: pointer; }
  @media (prefers-color-scheme: dark) { .method { color: #5ecfae; } }`;

/** For the header Content-Security-Policy of the page. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const json = (value: unknown) => `<pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
const part = (title: string, value: unknown) => (value === undefined ? '' : `<details><summary>${escape(title)}</summary>${json(value)}</details>`);
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function docsPage(document: OpenAPI.Document): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      if (operation === undefined) return [];
      const responses = Object.entries(operation.responses ?? {})
        .map(([status, response]) => part(`Answer ${status}`, response))
        .join('');
      return [
        `<section id="${escape(operation.operationId ?? path)}"><h2><span class="method">${method.toUpperCase()}</span> /api${escape(path)}</h2><p>${escape(operation.operationId ?? '')}</p>${part('Parameters', operation.parameters)}${part('Request', operation.requestBody)}${responses}</section>`,
      ];
    }),
  );
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(document.info.title)} API</title><style>${style}</style></head>` +
    `<body><h1>${escape(document.info.title)} ${escape(document.info.version)}</h1><p>${escape(document.info.description ?? '')}</p><p><a href="openapi.json">openapi.json</a></p>${operations.join('\n')}</body></html>`
  );
}
