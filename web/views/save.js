/** Has the reader keep a file. @param {Blob} blob @param {string} name */
export function keep(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  // Browsers ask first, or fetch a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
