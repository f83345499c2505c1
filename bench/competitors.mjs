// Starts the competitors: each in a process of its own (or a page of Chromium), idle until it is asked, so that the bench can ask
// them in turn and noise hits them alike.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { specOf } from './workloads.mjs';

/** @typedef {{open?: any, updates?: number, list?: true, task?: number, milliseconds?: number, run?: true, ask?: string, argument?: any}} Question */
/**
 * @typedef {object} Competitor
 * @property {string} name
 * @property {string} [skipped] why it does not take part
 * @property {(question: Question) => Promise<any>} ask rejects with the competitor's own message
 * @property {() => Promise<void> | void} close
 */

/** Replies in the order of the questions; a competitor that ends is an error. */
function ofProcess(name, command, args, open = (workload) => workload) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said = (said + text).slice(-2000)));
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const ended = () => waiting.splice(0).forEach(({ reject }) => reject(new Error(said.trim().split('\n').at(-1) || 'ended')));
  child.on('error', (error) => (said = error.message));
  child.on('close', ended);
  child.stdin.on('error', ended);
  return {
    name,
    async ask(question) {
      const sent = question.open ? { ...question, open: open(question.open) } : question;
      if (child.exitCode !== null) throw new Error(said.trim().split('\n').at(-1) || 'ended');
      const reply = await new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(sent)}\n`);
      });
      if (reply.error) throw new Error(reply.error);
      return reply;
    },
    close: () => child.stdin.end(),
  };
}

const skipped = (name, why) => ({
  name,
  skipped: why,
  ask: async () => {
    throw new Error(why);
  },
  close() {},
});

export const nodeEngine = () => ofProcess('this, WebAssembly, Node', process.execPath, ['bench/peers/node-engine.mjs']);

/** The command lines that are built: the name tells instruction set and compiler. */
export function nativeEngines() {
  const avx2 = existsSync('/proc/cpuinfo') ? /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8')) : false;
  const builds = [
    ['SSE4.2, g++', 'native'],
    ['SSE4.2, clang++', 'native-clang'],
    ['AVX2, g++', 'native-avx2'],
    ['AVX2, clang++', 'native-avx2-clang'],
  ];
  return builds.map(([kind, folder]) => {
    const name = `this, native ${kind}`;
    if (kind.startsWith('AVX2') && !avx2) return skipped(name, 'this processor has no AVX2');
    const program = `build/${folder}/nonlin`;
    if (!existsSync(program)) return skipped(name, `${kind.split(', ')[1]} is not installed`);
    return ofProcess(name, program, ['bench', '--serve'], (workload) => specOf(workload));
  });
}

/** Files by address, for a page that may read nothing else. */
export async function serveFiles(files) {
  const types = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };
  const server = createServer((request, response) => {
    const file = files[request.url];
    if (file === undefined) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[request.url.split('.').at(-1)] ?? 'text/html' });
    response.end(file);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export async function launchChromium() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch({
    executablePath: process.env.NONLIN_CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** The engine's module in a page of Chromium. */
export async function chromiumEngine() {
  const name = 'this, WebAssembly, Chromium';
  let browser;
  try {
    browser = await launchChromium();
  } catch (error) {
    return skipped(name, `no Chromium: ${error.message.split('\n')[0]}`);
  }
  const bytes = (path) => readFileSync(path);
  const server = await serveFiles({
    '/': '<!doctype html><title>bench</title>',
    '/engine.mjs': bytes('bench/engine.mjs'),
    '/workloads.mjs': bytes('bench/workloads.mjs'),
    '/nonlin.mjs': bytes('build/wasm/nonlin.mjs'),
    '/nonlin.wasm': bytes('build/wasm/nonlin.wasm'),
    '/nonlin-bench.wasm': bytes('build/wasm/nonlin-bench.wasm'),
  });
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.evaluate(async () => {
    const read = async (path) => (await fetch(path)).arrayBuffer();
    const [{ createCompetitor }, { default: createEngine }] = await Promise.all([import('/engine.mjs'), import('/nonlin.mjs')]);
    globalThis.engine = await createCompetitor(createEngine, await read('/nonlin.wasm'), await read('/nonlin-bench.wasm'));
  });
  return {
    name,
    ask: (question) =>
      page.evaluate((q) => {
        const { engine } = globalThis;
        if (q.open) return engine.open(q.open);
        if (q.updates) return engine.updates(q.updates);
        if (q.ask) return engine[q.ask](q.argument);
        return engine.run(q.milliseconds);
      }, question),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The peers' packages, installed when the lock file is not the one they were installed from. */
function installPeers() {
  const lock = readFileSync('bench/package-lock.json', 'utf8'), stamp = 'bench/node_modules/.nonlin-lock';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('bench: installing the npm packages to compare with');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: 'bench', stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('cp', ['bench/package-lock.json', stamp]);
}

/** @returns {Competitor[]} */
export function javascriptPeers() {
  try {
    installPeers();
  } catch {
    return ['TensorFlow.js 4.22, wasm', 'TensorFlow.js 4.22, cpu', 'ConvNetJS', 'brain.js'].map((name) =>
      skipped(name, 'npm could not install it'),
    );
  }
  const node = (name, ...args) => ofProcess(name, process.execPath, args);
  return [
    node('TensorFlow.js 4.22, wasm', 'bench/peers/tfjs.mjs', 'wasm'),
    node('TensorFlow.js 4.22, cpu', 'bench/peers/tfjs.mjs', 'cpu'),
    node('ConvNetJS', 'bench/peers/convnet.mjs'),
    node('brain.js', 'bench/peers/brain.mjs'),
  ];
}

/** @returns {Competitor[]} */
export function nativePeers() {
  const python = ['/usr/bin/python3', 'python3'].find((program) => spawnSync(program, ['-c', 'import torch']).status === 0);
  const torch = python ? ofProcess('PyTorch', python, ['bench/peers/torch_peer.py']) : skipped('PyTorch', 'Debian: python3-torch is not installed');
  return [torch, eigen()];
}

function eigen() {
  if (!existsSync('/usr/include/eigen3')) return skipped('Eigen', 'Debian: libeigen3-dev is not installed');
  mkdirSync('build', { recursive: true });
  const flags = ['-std=c++20', '-O3', '-march=native', '-DNDEBUG', '-I/usr/include/eigen3', '-Wno-psabi'];
  const made = spawnSync('g++', [...flags, 'bench/peers/eigen.cpp', '-o', 'build/bench-eigen'], { encoding: 'utf8' });
  if (made.status !== 0) return skipped('Eigen', 'it does not compile');
  return ofProcess('Eigen', 'build/bench-eigen', []);
}
