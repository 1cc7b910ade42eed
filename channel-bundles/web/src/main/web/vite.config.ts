import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

const module = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Writes the script in ASCII: it is embedded in pages of any encoding, and a server that names no charset must
 * not turn its Chinese texts into something else.
 */
function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escapeUnit);
      }
    },
  };
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export default defineConfig({
  plugins: [asciiOnly()],
  build: {
    outDir: `${module}/target/classes/io/dragoman/channel/web/pages`,
    emptyOutDir: true,
    target: ['chrome87', 'firefox78', 'safari14'],
    lib: { entry: 'src/widget.ts', formats: ['iife'], name: 'dragomanChat', fileName: () => 'widget.js' },
    reportCompressedSize: false,
  },
  logLevel: 'warn',
  test: {
    include: ['test/**/*.test.ts'],
  },
});
