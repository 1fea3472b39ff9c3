/**
 * Bundles the programs that run on plain Node into out/node: the desk's browser host, the centre and its batch import, the
 * practice line. Packages stay packages (`npm ci --omit=dev` beside it), so native ones need no care.
 */
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: true,
    outDir: join(root, 'out/node'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        'browser-host': join(root, 'src/main/browser-host.ts'),
        central: join(root, 'src/central/index.ts'),
        'import-batch': join(root, 'src/central/import-batch.ts'),
        'practice-line': join(root, 'src/practice/index.ts'),
      },
      // all in one folder: the practice line looks for resources/voices two folders up
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  },
});
