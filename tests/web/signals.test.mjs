// What the page is told about curve, signals and reasons: the command line's numbers, and words for every reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import en from '../../web/text/en.js';
import { loadEngine, native } from './support/engine.mjs';

const { engine } = await loadEngine('wasm');

const spec = {
  data: { count: 300 },
  network: { layers: [{ units: 12 }, { units: 9, norm: 'batch' }, { units: 5 }] },
  batch: { size: 'all' },
  lanes: [{ activation: 'sigmoid', set: { 'initializer.gain': 4 } }, { activation: 'relu' }, { activation: 'prelu' }, { activation: 'step' }],
};
const step = 40;

/** What the engine answers about a lane at `step`. */
function ask(lane, question, options = null) {
  engine.configure(spec, [[lane, 0]], 1_000_000);
  while (!engine.advance(step, 1000));
  const [answer] = engine.inspect(0, [[question, options]]);
  assert.equal(answer.error, undefined);
  return answer;
}

test('curve, signals and gauges say what `nonlin probe` prints', () => {
  let compared = 0;
  for (const lane of spec.lanes.keys()) {
    const probed = JSON.parse(native(['probe', '-', '--at', String(step), '--lane', String(lane)], JSON.stringify(spec)));
    const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
    const near = (got, want, what) => (want === null ? assert.equal(got, null, what) : assert.ok(Math.abs(got - want) <= 1e-9 * Math.abs(want) + 1e-12, `lane ${lane}, ${what}: ${got}, not ${want}`));

    const { layers, passed } = ask(lane, 'signals');
    near(passed, probed.passed, 'passed');
    layers.forEach((layer, l) => {
      for (const key of ['mean', 'sd', 'zero', 'backward']) near(layer[key], probed.layers[l][key], key);
      near(layer.weight, probed.layers[l].weightFactor, 'weights');
      near(layer.slope, probed.layers[l].slopeFactor, 'slopes');
      near(layer.length, probed.layers[l].backward * Math.sqrt(layer.units), '|δ|');
    });

    const why = ask(lane, 'why');
    near(why.bend, mean(probed.layers.slice(0, -1).map((layer) => layer.bend)), 'bend');
    near(why.passed, probed.passed, 'passed');
    near(why.asleep, probed.layers.slice(0, -1).reduce((sum, layer) => sum + layer.asleep + layer.dead, 0), 'asleep');

    for (const l of [0, 1, 2]) {
      // The bins of `probe` are 24 from -6 to 6.
      const { units, z } = probed.layers[l];
      const curve = ask(lane, 'histogram', { layer: l, bins: 24, reach: 6 });
      if (curve.reach === 6) {
        assert.deepEqual([...curve.counts, curve.under, curve.over], [...z.counts, z.under, z.over]);
        ++compared;
      }
      assert.equal(curve.count, 300 * units.length);
      near(curve.flatLeft + curve.flatRight - curve.atRest, mean(units.map((unit) => unit.flat)), 'flat');
      near(curve.zero, mean(units.map((unit) => unit.zero)), 'zero');
      near(curve.positive, mean(units.map((unit) => unit.positive)), 'positive');
    }
  }
  assert.ok(compared > 4);
});

test('every reason of the engine has its words and a panel that shows it', () => {
  const source = readFileSync(new URL('../../src/race/why.cpp', import.meta.url), 'utf8');
  const reasons = [...source.matchAll(/^ {4}\{"([a-z-]+)",/gm)].map(([, id]) => id);
  assert.ok(reasons.length > 10);
  const view = readFileSync(new URL('../../web/views/why.js', import.meta.url), 'utf8');
  for (const id of reasons) {
    assert.ok(en[`why.${id}`], id);
    assert.match(view, new RegExp(`\\b'?${id}'?: '\\w+'`));
  }
});
