// A place in a picture that is pointed at: with the pointer, or with the arrow keys.

/** @typedef {[number, number]} Place  shares of the picture's width and height, from its top left corner */

/**
 * Makes a picture one that can be pointed at.
 *
 * @param {HTMLElement} picture
 * @param {(place: Place, event: Event) => void} moved it stays there when the pointer leaves
 * @param {() => [number, number]} [step] how far one press of an arrow key goes; with shift ten times as far
 */
export function crosshair(picture, moved, step = () => [0.01, 0.01]) {
  /** @type {Place} */
  let place = [0.5, 0.5];
  const clamp = (/** @type {number} */ x) => Math.min(1, Math.max(0, x));
  picture.tabIndex = 0;
  for (const kind of ['pointermove', 'pointerdown']) {
    picture.addEventListener(kind, (/** @type {any} */ event) => {
      place = [clamp(event.offsetX / picture.clientWidth), clamp(event.offsetY / picture.clientHeight)];
      moved(place, event);
    });
  }
  picture.addEventListener('keydown', (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if ((x === 0 && y === 0) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [dx, dy] = step();
    const times = event.shiftKey ? 10 : 1;
    place = [clamp(place[0] + x * dx * times), clamp(place[1] + y * dy * times)];
    moved(place, event);
  });
}
