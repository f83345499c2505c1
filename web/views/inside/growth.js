// How the numbers of a run grew in the steps before one of them was no longer finite.

/** What the engine tells of each layer in each step, in its order (LayerSize). */
export const sizes = ['z', 'delta', 'gradient', 'weights'];

/** Growing means: so many times what it was at first. */
const GROWTH = 10;

/**
 * The numbers of `autopsy` by step and layer.
 *
 * @param {any} answer
 * @returns {{layers: number, steps: number[], at: (step: number, layer: number, size: number) => number}} step: from 0
 */
export function tableOf({ first, step, numbers }) {
  const steps = Array.from({ length: step - first + 1 }, (_, i) => first + i);
  const each = numbers.length / steps.length;
  return { layers: (each - 1) / 4, steps, at: (i, layer, size) => numbers[i * each + 1 + 4 * layer + size] };
}

/**
 * The layer whose pre-activations grew first: tenfold since the first of the steps. Of several in the same step the one that
 * grew most beyond what grew below it.
 *
 * @param {ReturnType<typeof tableOf>} table
 * @returns {{layer: number, from: number, to: number, steps: number} | null} |z| in the step before, the last finite one, and the
 *   steps between them; null when none grew before it was infinite
 */
export function origin({ layers, steps, at }) {
  const growth = (/** @type {number} */ i, /** @type {number} */ layer) => (layer < 0 ? 1 : at(i, layer, 0) / at(0, layer, 0));
  for (let i = 1; i < steps.length; ++i) {
    let best = -1;
    let most = 0;
    for (let layer = 0; layer < layers; ++layer) {
      if (!(growth(i, layer) >= GROWTH)) continue;
      const below = growth(i, layer - 1);
      // How much of an infinite growth is a layer's own cannot be told where what it is given has grown, too.
      const own = Number.isFinite(growth(i, layer)) ? growth(i, layer) / below : below < GROWTH ? Infinity : 0;
      if (best < 0 || own > most) [best, most] = [layer, own];
    }
    if (best < 0) continue;
    let last = steps.length - 1;
    while (last >= i && !Number.isFinite(at(last, best, 0))) --last;
    if (last < i) return null;
    return { layer: best, from: at(i - 1, best, 0), to: at(last, best, 0), steps: last - (i - 1) };
  }
  return null;
}
