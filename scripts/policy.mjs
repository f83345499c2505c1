// The page's Content Security Policies. A <meta> cannot carry frame-ancestors; the server's header can.

const hosted =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; " +
  "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
  "base-uri 'none'; form-action 'none'";

/** For the <meta> of the hosted page. */
export const hostedMeta = hosted;

/** For the server's header. */
export const hostedHeader = `${hosted}; frame-ancestors 'self'`;

/** For the <meta> of the single file: only its own scripts and style, given by their hashes ('sha256-...'). */
export const singleFileMeta = (scriptHashes, styleHash) =>
  `default-src 'none'; script-src ${scriptHashes.map((hash) => `'${hash}'`).join(' ')} 'wasm-unsafe-eval'; style-src '${styleHash}'; font-src data:; ` +
  "img-src data: blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'";
