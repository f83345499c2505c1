/**
 * The page's words: `t(key, params)` in the language chosen. A value may be a text with {name} placeholders, or
 * `{one: ..., other: ...}`, chosen by the language's plural rule for `params.n`.
 *
 * @typedef {string | Record<string, string>} Entry
 */
import en from './text/en.js';
import zh from './text/zh.js';

/** @type {Record<string, {texts: Record<string, Entry>, tag: string}>} */
const languages = {
  zh: { texts: zh, tag: 'zh-Hans' },
  en: { texts: en, tag: 'en' },
};

/** The language's tag for `<html lang>`. @param {string} lang */
export const languageTag = (lang) => languages[lang].tag;

/** A number's text with the sign that minus is; huge ones as 1.234e12. @param {number | string} x */
export const minus = (x) => (typeof x === 'number' && Math.abs(x) >= 1e7 ? x.toExponential(3).replace(/\.?0*e\+/, 'e') : String(x)).replace('-', '−');

/**
 * @param {string} lang
 * @returns {(key: string, params?: Record<string, any>) => string} English is the fallback; an unknown key is its own text
 */
export function createTranslator(lang) {
  const { texts, tag } = languages[lang];
  const plural = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  return (key, params = {}) => {
    const entry = texts[key] ?? languages.en.texts[key] ?? key;
    const text = typeof entry === 'string' ? entry : (entry[plural.select(Number(params.n))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = params[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : String(value);
    });
  };
}
