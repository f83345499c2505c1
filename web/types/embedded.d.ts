/** What scripts/build-page.mjs puts into the single file as text. */
declare module 'embedded:*' {
  const text: string;
  export default text;
}
