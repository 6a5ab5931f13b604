// Figures as text for a terminal and for a README alike.

export function round(number, digits = 1) {
  return Number(number.toFixed(digits));
}

/** A heading and a table in Markdown whose columns stand in line. */
export function table(heading, rows) {
  const columns = Object.keys(rows[0]);
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index].length)));
  const pad = (cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]));
  const lines = cells.map((row) => `| ${row.map(pad).join(' | ')} |`);
  const rule = `|${widths.map((width, index) => (index === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [`\n${heading}\n`, lines[0], rule, ...lines.slice(1)].join('\n');
}
