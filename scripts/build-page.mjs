// Builds the page from web/ and build/wasm/ into two forms:
//   dist/site/         index.html, main.js, worker.js, style.css, nonlin.wasm: for any static host
//   dist/nonlin.html   one file that opens from disk
// Fails when either is over its budget. scripts/build wasm must have run before.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { hostedMeta, singleFileMeta } from './policy.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'dist/site');
const singleFile = join(root, 'dist/nonlin.html');
const siteBudget = 490_000; // bytes, every file gzipped
const singleFileBudget = 700_000; // bytes as they are

/** Stops the build with a message instead of a stack. */
function fail(message) {
  console.error(`build-page: ${message}`);
  process.exit(1);
}

/** Bundles one entry of web/ to text. Terser names the same things alike in every function, which gzip likes: 6 kB less. */
async function bundle(entry, options = {}) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'web', entry)],
    bundle: true,
    minify: true,
    charset: 'utf8', // both pages say so in their first line
    write: false,
    target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
    legalComments: 'eof',
    logLevel: 'warning',
    ...options,
  }).catch(() => fail(`web/${entry} cannot be bundled`)); // esbuild has said why
  if (entry.endsWith('.css')) return result.outputFiles[0].text;
  // Reading a property does nothing, and no function without a name of its own is called by new.
  const compress = { passes: 2, pure_getters: true, unsafe_arrows: true, unsafe_methods: true };
  const small = async ({ text }) => (await minify(text, { module: options.format === 'esm', ecma: 2020, compress })).code;
  if (!options.splitting) return small(result.outputFiles[0]);
  return Object.fromEntries(await Promise.all(result.outputFiles.map(async (file) => [basename(file.path), await small(file)])));
}

const dictionary = async (name) => (await import(join(root, `web/text/${name}.js`))).default;
const keys = Object.keys(await dictionary('en'));

/**
 * Every language has the same keys: the page has them once, "page.title,.race,.stage,theme...", and of a language its texts,
 * one a line, plurals as JSON.
 */
const words = {
  name: 'words',
  setup(builder) {
    builder.onResolve({ filter: /^words:/ }, ({ path }) => ({ path, namespace: 'words' }));
    builder.onLoad({ filter: /.*/, namespace: 'words' }, () => {
      const heads = keys.map((key) => key.split('.')[0]);
      const text = keys.map((key, i) => (key.startsWith(`${heads[i - 1]}.`) ? key.slice(heads[i].length) : key)).join();
      return {
        contents: `let head;
          const keys = ${JSON.stringify(text)}.split(',').map((key) => {
            if (key[0] === '.') return head + key;
            head = key.split('.')[0];
            return key;
          });
          export default (lines) =>
            Object.fromEntries(lines.split('\\n').map((text, i) => [keys[i], text.startsWith('{"') ? JSON.parse(text) : text]))`,
      };
    });
    builder.onLoad({ filter: /\/web\/text\/\w+\.js$/ }, async ({ path }) => {
      const texts = (await import(path)).default;
      const missing = keys.find((key) => !(key in texts)) ?? Object.keys(texts).find((key) => !keys.includes(key));
      if (missing) fail(`${path}: '${missing}' is not in both languages`);
      const lines = keys.map((key) => (typeof texts[key] === 'string' ? texts[key] : JSON.stringify(texts[key])));
      return { contents: `import of from 'words:keys'; export default of(${JSON.stringify(lines.join('\n'))})` };
    });
  },
};

/** Swaps platform.js for platform-file.js and gives it the texts it embeds. */
const embed = (texts) => ({
  name: 'embed',
  setup(builder) {
    builder.onResolve({ filter: /\/platform\.js$/ }, ({ resolveDir, path }) => ({
      path: join(resolveDir, dirname(path), 'platform-file.js'),
    }));
    builder.onResolve({ filter: /^embedded:/ }, (args) => ({ path: args.path.slice(9), namespace: 'embedded' }));
    builder.onLoad({ filter: /.*/, namespace: 'embedded' }, (args) => ({ contents: texts[args.path], loader: 'text' }));
  },
});

/** Replaces exactly one match; a page that has none, or two, is not the page this script knows. */
function replaceOne(text, pattern, replacement, what) {
  const count = [...text.matchAll(new RegExp(pattern, 'g'))].length;
  if (count !== 1) fail(`web/index.html: ${count} times ${what}, exactly one is allowed`);
  return text.replace(pattern, () => replacement);
}

const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const gzip = (bytes) => gzipSync(bytes, { level: 9 });
/** Those that mean nothing in a string of a script or in HTML. */
const letters = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((letter) => !'\'"`\\<>&$!'.includes(letter)).join('');

/** Five letters for four bytes (base64: 5.33), zeros at the end. */
function lettersOf(bytes) {
  const whole = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  let text = '';
  for (let i = 0; i < whole.length; i += 4) {
    const four = whole.readUInt32BE(i);
    for (let power = 85 ** 4; power >= 1; power /= 85) text += letters[Math.floor(four / power) % 85];
  }
  return text;
}
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const wasmPath = join(root, 'build/wasm/nonlin.wasm');
if (!existsSync(wasmPath)) fail('build/wasm/nonlin.wasm is missing: run scripts/build wasm');
const wasm = readFileSync(wasmPath);
const html = readFileSync(join(root, 'web/index.html'), 'utf8').replace(/<!--[^]*?-->/g, '').replace(/\n\s+/g, '\n'); // no text in it needs its spaces

const charset = /<meta charset="utf-8"\s*\/?>/i;
const stylesheet = /<link rel="stylesheet" href="([^"]+)"\s*\/?>/;
const script = /<script type="module" src="([^"]+)"><\/script>/;
const meta = (policy) => `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`;
const entry = (pattern, what) => pattern.exec(html)?.[1] ?? fail(`web/index.html has no ${what}`);
const mainEntry = entry(script, '<script type="module" src="...">');
const styleEntry = entry(stylesheet, '<link rel="stylesheet" href="...">');

// The worker is a classic script in both forms: a module worker cannot start from a file. Emscripten's glue asks where it
// lies only to find the .wasm file, which it is given instead.
const worker = await bundle('engine/worker.js', { format: 'iife', define: { 'import.meta.url': '"https://engine.invalid/"' } });
const style = await bundle(styleEntry, { loader: { '.woff2': 'dataurl', '.svg': 'dataurl' } });

rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
let page = replaceOne(html, charset, meta(hostedMeta), '<meta charset="utf-8">');
page = replaceOne(page, stylesheet, '<link rel="stylesheet" href="style.css">', 'a style sheet');
page = replaceOne(page, script, '<script type="module" src="main.js"></script>', 'a module script');
writeFileSync(join(site, 'index.html'), page);
// What is imported when it is needed is a file of its own.
const scripts = await bundle(mainEntry, { format: 'esm', plugins: [words], splitting: true, outdir: site, chunkNames: 'notes' });
for (const [name, text] of Object.entries(scripts)) writeFileSync(join(site, name), text);
writeFileSync(join(site, 'worker.js'), worker);
writeFileSync(join(site, 'style.css'), style);
writeFileSync(join(site, 'nonlin.wasm'), wasm);

const embedded = { 'worker.js': worker, 'nonlin.wasm': gzip(wasm).toString('base64') };
const whole = await bundle(mainEntry, { format: 'iife', plugins: [words, embed(embedded)] });
// What the file begins with unpacks the rest; the page's policy allows just these two scripts.
const packed = gzip(whole);
const first = `(async () => {
  const text = '${lettersOf(packed)}', values = [];
  [...'${letters}'].forEach((letter, i) => (values[letter.charCodeAt()] = i));
  const view = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let i = 0; i < text.length; ) {
    let four = 0;
    for (const end = i + 5; i < end; ++i) four = 85 * four + values[text.charCodeAt(i)];
    view.setUint32((i / 5) * 4 - 4, four);
  }
  const packed = view.buffer.slice(0, ${packed.length});
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  document.body.append(Object.assign(document.createElement('script'), { textContent: await new Response(unpacked).text() }));
})().catch((error) => (document.querySelector('main').textContent = '这个浏览器打不开本页。This browser cannot open the page: ' + error));`;
if (/<\/style/i.test(style)) fail('the style sheet contains </style');
const policy = singleFileMeta([hash(first), hash(whole)], hash(style));
let single = replaceOne(html, charset, meta(policy), '<meta charset="utf-8">');
single = replaceOne(single, stylesheet, `<style>${style}</style>`, 'a style sheet');
single = replaceOne(single, script, '', 'a module script');
single = replaceOne(single, /<\/body>/, `<script>${first}</script>\n</body>`, '</body>');
writeFileSync(singleFile, single);

let siteSize = 0;
for (const name of readdirSync(site)) {
  const bytes = readFileSync(join(site, name));
  siteSize += gzip(bytes).length;
  console.log(`  ${name.padEnd(12)} ${kB(bytes.length).padStart(9)}, gzipped ${kB(gzip(bytes).length).padStart(9)}`);
}
// What the compiler made: nonlin.wasm, and Emscripten's glue as it is minified into worker.js; each by itself, gzip -9.
const glue = await bundle('../build/wasm/nonlin.mjs', { format: 'esm' });
const engineSize = gzip(wasm).length + gzip(glue).length;
const singleSize = Buffer.byteLength(single);
console.log(`dist/site         ${kB(siteSize)} gzipped, ${kB(siteBudget)} allowed`);
console.log(`dist/nonlin.html  ${kB(singleSize)}, ${kB(singleFileBudget)} allowed`);
console.log(`engine            ${kB(engineSize)} gzipped`);
if (siteSize > siteBudget) fail('dist/site is over its budget');
if (singleSize > singleFileBudget) fail('dist/nonlin.html is over its budget');
