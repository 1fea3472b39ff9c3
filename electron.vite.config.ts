/**
 * Builds the Electron desk: main and preload bundled for Electron, the page with the renderer's own settings. Needs no
 * Electron binary. Everything is bundled but the database, which is a native module and stays a package.
 */
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './src/renderer/vite.config.ts';

const root = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      outDir: join(root, 'out/main'),
      emptyOutDir: true,
      externalizeDeps: false,
      rolldownOptions: { input: { index: join(root, 'src/main/index.ts') }, external: ['better-sqlite3'] },
    },
  },
  preload: {
    build: {
      outDir: join(root, 'out/preload'),
      emptyOutDir: true,
      externalizeDeps: false,
      // a sandboxed preload script is one CommonJS file, whatever package.json says
      rolldownOptions: { input: { index: join(root, 'src/preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  // its folders again: electron-vite bundles this file, and then the renderer's own file does not know where it is
  renderer: {
    ...renderer,
    root: join(root, 'src/renderer'),
    build: { ...renderer.build, outDir: join(root, 'out/renderer'), minify: true, rolldownOptions: { input: join(root, 'src/renderer/index.html') } },
  },
});
