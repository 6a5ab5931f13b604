// What help says, as elements: titles, sentences with `code` in them, values, links. Text is only ever set as text.

/** An element of a class with text or children in it. */
export function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** A sentence whose parts between backquotes are code. */
export function sentence(text) {
  const pieces = text.split('`');
  const nodes = pieces.map((piece, index) => (index % 2 === 1 ? element('code', '', piece) : piece));
  return element('p', 'help-text', ...nodes);
}

const MAKERS = {
  title: ({ text }) => element('p', 'help-title', text),
  text: ({ text }) => sentence(text),
  code: ({ text }) => element('pre', 'help-code', text),
  link: ({ text, url }) => {
    const link = element('a', 'help-link', text);
    Object.assign(link, { href: url, target: '_blank', rel: 'noreferrer noopener' });
    return link;
  },
};

/** All parts, one below the other. */
export function helpParts(parts) {
  return element('div', 'help', ...parts.map((part) => MAKERS[part.kind](part)));
}

/** All parts as one text, for a screen reader. */
export function spoken(parts) {
  return parts.filter(({ kind }) => kind !== 'link').map(({ text }) => text).join('. ');
}
