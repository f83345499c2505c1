// Small helpers for building and updating the page. Writes are skipped when nothing changes, so that a view may state its
// whole content each time without causing layout.

/**
 * An element with attributes and children. `on...` functions become listeners, `class` the class name; true/false/null
 * switch an attribute. Strings become text nodes, never markup. A button is of type button, if nothing else is said.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), tag === 'button' ? { type: tag, ...attributes } : attributes, children);
}

/**
 * The same for SVG.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** @param {any} node @param {Record<string, any>} attributes @param {(Node | string | null | undefined)[]} children */
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else attribute(node, name, value);
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
}

/** Sets the text of a node, only when it differs. @param {Node} node @param {string | number} value */
export function text(node, value) {
  const next = String(value);
  if (node.textContent !== next) node.textContent = next;
}

/** Sets, or with null or false removes, an attribute, only when it differs. @param {Element} node @param {string} name @param {string | boolean | null | undefined} value */
export function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const next = value === true ? '' : String(value);
  if (node.getAttribute(name) !== next) node.setAttribute(name, next);
}

/** Sets a style property or custom property, only when it differs from what was set last. @param {HTMLElement | SVGElement} node @param {string} name @param {string} value */
export function style(node, name, value) {
  if (node.style.getPropertyValue(name) !== value) node.style.setProperty(name, value);
}

/** Shows or hides a node. @param {HTMLElement} node @param {boolean} visible */
export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

/** Sets the value of a form control, unless the user is editing it right now. @param {any} control @param {any} next */
export function value(control, next) {
  if (control === document.activeElement && control.type !== 'range' && control.tagName !== 'SELECT') return;
  if (control.type === 'checkbox') {
    if (control.checked !== next) control.checked = next;
  } else if (control.value !== String(next)) {
    control.value = String(next);
  }
}

/**
 * Gives a select these options, keeping it as it is when they are the same.
 * @param {HTMLSelectElement} select
 * @param {[string, string][]} options value and label
 */
export function options(select, options) {
  const same = select.options.length === options.length && options.every(([id], i) => select.options[i].value === id);
  if (same) options.forEach(([, label], i) => text(select.options[i], label));
  else select.replaceChildren(...options.map(([id, label]) => h('option', { value: id }, label)));
}

/** The fixed words of a view: which node shows which key. Written again only when the language changes. */
export class Words {
  /** @type {{node: any, name: string | null, key: string}[]} */
  #entries = [];
  #language = '';

  /** The node, whose text will be `key`. @template {any} T @param {T} node @param {string} key @returns {T} */
  text(node, key) {
    this.#entries.push({ node, name: null, key });
    return node;
  }

  /** The node, whose attribute `name` will be `key`. @template {any} T @param {T} node @param {string} name @param {string} key @returns {T} */
  attribute(node, name, key) {
    this.#entries.push({ node, name, key });
    return node;
  }

  /** A button that says `key`. @param {string} key @param {(event: any) => void} onclick @param {Record<string, any>} [attributes] @returns {HTMLButtonElement} */
  button(key, onclick, attributes) {
    return this.text(h('button', { ...attributes, onclick }), key);
  }

  /** A label in front of a control. @param {string} key @param {HTMLElement} control @returns {HTMLElement} */
  label(key, control) {
    return h('label', { class: 'field' }, this.text(h('span'), key), control);
  }

  /** Returns whether the words were written, that is, whether the language is another than last time. @param {import('./types/views.js').Model} model */
  update(model) {
    if (this.#language === model.state.lang) return false;
    this.#language = model.state.lang;
    for (const { node, name, key } of this.#entries) {
      if (name) attribute(node, name, model.t(key));
      else text(node, model.t(key));
    }
    return true;
  }
}
