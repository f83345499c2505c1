// A language nobody speaks: English with every text longer, to see whether the page has room for translations.

const lengthened = (text) => {
  if (text === '') return text;
  // Placeholders stand as they are; every word is followed by as many letters as the text shall grow by.
  const words = text.replace(/\{\w+\}/g, '');
  const extra = Math.max(1, Math.ceil(0.4 * words.length));
  return words.trim() === '' || /^[^\p{L}]*$/u.test(words) ? text : `${text}${'ö'.repeat(extra).replace(/(.{9})/g, '$1 ').trimEnd()}`;
};

/** @param {Record<string, string | Record<string, string>>} texts */
export function pseudo(texts) {
  const each = (entry) => (typeof entry === 'string' ? lengthened(entry) : Object.fromEntries(Object.entries(entry).map(([form, text]) => [form, lengthened(text)])));
  return Object.fromEntries(Object.entries(texts).map(([key, entry]) => [key, each(entry)]));
}
