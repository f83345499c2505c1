// What an activation costs a value in WebAssembly: in multiples of ReLU, and against the C library's functions.
import { workPerSecond } from './tasks.mjs';

/** Rows whose textbook formula calls exp, log, tanh, erf, sin or atan, and how much faster than it they are to be. */
const least = { tanh: 6, gelu: 6, mish: 6, ...Object.fromEntries(
  ['sigmoid', 'arctan', 'softplus', 'elu', 'selu', 'swish', 'gelu-tanh', 'sine', 'cosine', 'gaussian', 'glu', 'swiglu'].map((id) => [id, 2.5])) };

export async function prices(report, competitors) {
  const [node] = await competitors.node();
  const work = await workPerSecond(node, ({ group }) => ['value', 'slope', 'library'].includes(group), { milliseconds: 8 });
  const section = report.section('Activations in WebAssembly: ns a value (and with slope), multiples of ReLU, speed against the C library');
  const ns = (group, id) => 1e9 / work.get(`${group}: ${id}`);
  for (const key of work.keys()) {
    const [group, id] = key.split(': ');
    if (group !== 'value') continue;
    const value = ns('value', id), slope = ns('slope', id), library = ns('library', id);
    const ratio = library / value, goal = least[id] ?? 1;
    const note = `${slope.toFixed(2)} with slope, ${(value / ns('value', 'relu')).toFixed(1)} and ${(slope / ns('slope', 'relu')).toFixed(1)} x ReLU`;
    section.add(id, value, 'ns', Number.isFinite(ratio)
      ? { note: `${note.padEnd(42)} library ${library.toFixed(2)} ns = ${ratio.toFixed(2)} x`, goal: `at least ${goal} x`, met: ratio >= goal }
      : { note });
  }
}
