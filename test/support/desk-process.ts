/** The desk as a process of its own, so that a test can kill it. Prints its address as one line of JSON. */
import { startBrowserHost } from '../../src/main/browser-host.ts';
import type { BrowserHostOptions } from '../../src/main/browser-host.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as BrowserHostOptions;
const host = await startBrowserHost(options);
process.stdout.write(`${JSON.stringify({ url: host.url })}\n`);
process.on('SIGTERM', () => {
  void host.stop().then(() => process.exit(0));
});
