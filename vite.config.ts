import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { hostEnvironment } from './src/host/environment.ts';
import { serveRpc } from './src/host/loopback/rpc.ts';
import { newToken } from './src/host/loopback/server.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** `npm run dev` answers the page's requests as the loopback server does, and prints its address with the token. */
function hostInDevelopment(): Plugin {
  const env = hostEnvironment({ kind: 'loopback', version: packageJson.version });
  const token = newToken();
  return {
    name: 'stride-host',
    configureServer(server) {
      const isOwnHost = (host: string) => /^(127\.0\.0\.1|localhost):\d+$/.test(host);
      server.middlewares.use((request, response, next) => {
        serveRpc({ env, token, isOwnHost }, request, response).then((served) => {
          if (!served) next();
        }, next);
      });
      const print = server.printUrls;
      server.printUrls = () => {
        if (server.resolvedUrls) {
          server.resolvedUrls.local = server.resolvedUrls.local.map((address) => `${address}#token=${token}`);
        }
        print();
      };
    },
  };
}

/**
 * tfjs starts its WebAssembly threads from the text of this function. A bundler may rename what the function takes from
 * around it, and the threads then die of an unknown name: so the one name that it takes becomes its own.
 */
function selfContainedWasmThreads(): Plugin {
  const opening = 'WasmBackendModuleThreadedSimd = WasmBackendModuleThreadedSimd || {};';
  return {
    name: 'stride-wasm-threads',
    transform: {
      filter: { id: /tfjs-backend-wasm-threaded-simd\.js$/ },
      handler(code) {
        if (!code.includes(opening)) this.error('tfjs-backend-wasm has changed: look at selfContainedWasmThreads.');
        return { code: code.replace(opening, `${opening} var _scriptDir;`), map: null };
      },
    },
  };
}

/** Bundled with all it needs but Electron and Node themselves. A sandboxed preload script must be CommonJS. */
function electronPart(name: 'main' | 'preload', format: 'es' | 'cjs'): EnvironmentOptions {
  const extension = format === 'es' ? 'mjs' : 'cjs';
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron'], builtins: [...builtinModules, /^node:/] },
    build: {
      outDir: '../dist/electron',
      // Both parts share the folder.
      emptyOutDir: false,
      target: 'node22',
      ssr: true,
      rolldownOptions: {
        input: { [name]: `${root}electron/${name}.ts` },
        external: ['electron', /^node:/],
        output: { format, entryFileNames: `[name].${extension}` },
      },
    },
  };
}

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), hostInDevelopment()],
  worker: { format: 'es', plugins: () => [selfContainedWasmThreads()] },
  server: {
    host: '127.0.0.1',
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    fs: { allow: [root] },
  },
  // `vite build` makes all of it: the page, and Electron's main process and preload script.
  builder: {},
  environments: {
    main: electronPart('main', 'es'),
    preload: electronPart('preload', 'cjs'),
  },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // The engine's worker and the layout engine are large by nature and load beside the page, not before it.
    chunkSizeWarningLimit: 3000,
  },
});
