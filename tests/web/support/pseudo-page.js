// The hosted page in the made-up language of pseudo.mjs: its bundle is built anew with that in the place of English.
import { build } from 'esbuild';
import en from '../../../web/text/en.js';
import { pseudo } from './pseudo.mjs';

let bundle;

/** From now on the page speaks the made-up language where it would speak English. */
export async function speakPseudo(page) {
  bundle ??= build({
    entryPoints: ['web/main.js'],
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
    plugins: [{
      name: 'pseudo',
      setup: (builder) => builder.onLoad({ filter: /text\/en\.js$/ }, () => ({ contents: `export default ${JSON.stringify(pseudo(en))}` })),
    }],
  });
  const [{ text }] = (await bundle).outputFiles;
  await page.route('**/main.js', (route) => route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: text }));
}
