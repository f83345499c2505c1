// Serves a folder as a static host would, with the page's Content Security Policy as a header.
//   node scripts/serve.mjs [PORT] [FOLDER]     8080 and dist/site unless given; only this machine can reach it
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { hostedHeader } from './policy.mjs';

const [port = '8080', folder = 'dist/site'] = process.argv.slice(2);
const root = resolve(folder);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

function fail(message) {
  console.error(`serve: ${message}`);
  process.exit(1);
}

/** The file a request asks for, or undefined. Nothing outside the folder, whatever the address contains. */
function fileOf(address) {
  try {
    const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
    return file.startsWith(root + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined; // no such file, or no address at all
  }
}

if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535) fail(`${port} is not a port; allowed: 1..65535`);
if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) fail(`${folder} is missing: scripts/run builds it`);

/** Answers one request. */
function answer(request, response) {
  response.setHeader('Content-Security-Policy', hostedHeader);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-cache');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = fileOf(request.url);
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('not found\n');
    return;
  }
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

// Browsers try either address for localhost. A machine may have no IPv6; it always has the first.
for (const address of ['127.0.0.1', '::1']) {
  const server = createServer(answer);
  server.on('error', (error) => {
    if (error.code === 'EADDRINUSE') fail(`port ${port} is taken: give another one, as in scripts/run 8081`);
    if (error.code === 'EACCES') fail(`port ${port} needs root: give one above 1023, as in scripts/run 8081`);
    if (address === '127.0.0.1') fail(error.message);
  });
  server.listen(Number(port), address, () => {
    if (address === '127.0.0.1') console.log(`http://localhost:${port}`);
  });
}
