// Everything that is said about speed, measured side by side in one run. Started by scripts/bench.
import { nodeEngine, chromiumEngine, javascriptPeers, nativeEngines, nativePeers } from './competitors.mjs';
import { engine } from './engine-part.mjs';
import { peers } from './peers-part.mjs';
import { prices } from './prices-part.mjs';
import { race } from './race-part.mjs';
import { Report } from './report.mjs';

const parts = { peers, engine, prices, race };
const options = process.argv.slice(2);
const json = options.includes('--json');
const wanted = options.filter((option) => option !== '--json');
for (const part of wanted)
  if (!(part in parts)) {
    console.error(`scripts/bench: ${part} is not a part; allowed: native, page, ${Object.keys(parts).join(', ')}, --json`);
    process.exit(2);
  }

const report = new Report();
/** Started when the first part asks for them, and once. */
const started = [];
const once = (start) => {
  let made;
  return async () => {
    if (!made) started.push(...(made = [await start()].flat()));
    return made;
  };
};
const competitors = {
  node: once(nodeEngine),
  chromium: once(chromiumEngine),
  native: once(nativeEngines),
  javascript: once(javascriptPeers),
  others: once(nativePeers),
};
try {
  for (const [name, part] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(name)) {
      console.error(`bench: ${name}`);
      await part(report, competitors);
      report.noteLoad();
    }
} finally {
  for (const competitor of started) await competitor.close();
}
console.log(json ? JSON.stringify(report.json, null, 2) : report.text);
