// Each table by itself: a button in a head sorts, numbers as numbers and what is empty last; a box searches the rows of
// a long one; on a narrow screen a row is a card, whose lines begin with the names of the heads.
const compare = new Intl.Collator(undefined, { numeric: true }).compare;
const folded = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function sort(table, heads, at) {
  const head = heads[at], up = head.getAttribute('aria-sort') !== 'ascending';
  heads.forEach(other => other.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  const key = row => { const cell = row.cells[at]; return cell.className === 'n' ? Number(cell.textContent) : cell.textContent; };
  const rows = [...table.tBodies[0].rows].map(row => [key(row), row]);
  rows.sort(([a], [b]) => {
    if (a === '' || b === '') return (a === '') - (b === '');
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(a, b);
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

function search(table, box) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length <= 50) return;
  box.hidden = false;
  const input = box.querySelector('input'), found = box.querySelector('output');
  let texts = null, waiting = 0;
  input.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      texts ??= rows.map(row => folded(row.textContent));
      const words = folded(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !words.every(word => texts[at].includes(word));
        shown += !row.hidden;
      });
      found.textContent = words.length ? `${shown} of ${rows.length} rows` : '';
    }, 150);
  };
}

document.querySelectorAll('.rows table').forEach((table, number) => {
  const heads = [...table.querySelectorAll('th')];
  table.id ||= `table-${number + 1}`;
  heads.forEach((head, at) => { head.querySelector('button').onclick = () => sort(table, heads, at); });
  const box = table.parentElement.previousElementSibling;
  if (box && box.matches('.search')) search(table, box);
  const labels = document.createElement('style');
  labels.textContent = '@media screen and (max-width: 40rem) {' + heads.map((head, at) => {
    const text = head.textContent.replace(/[^\p{L}\p{N} .,()%-]/gu, ' ');
    return `#${table.id} td:nth-child(${at + 1})::before { content: '${text}'; }`;
  }).join('') + '}';
  document.head.append(labels);
});
