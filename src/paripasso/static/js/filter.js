// A list shorter while one types: data-filter="id of the list"; what is chosen stays in sight, and the count is told.
const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

export function startFilters(root) {
  root.querySelectorAll('input[data-filter]').forEach((input) => {
    if (input.dataset.ready) return;
    input.dataset.ready = 'yes';
    const list = document.getElementById(input.dataset.filter);
    const count = document.getElementById(`${input.dataset.filter}-n`);
    if (!list) return;
    const rows = [...list.querySelectorAll(input.dataset.rows || '.pp-pick')];
    const words = rows.map((row) => plain(`${row.textContent} ${row.dataset.words ?? ''}`));
    const show = () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, n) => {
        const fits = asked.every((word) => words[n].includes(word));
        row.hidden = !fits && !row.querySelector('input:checked');
        shown += fits ? 1 : 0;
      });
      list.querySelectorAll('fieldset').forEach((group) => { group.hidden = !group.querySelector('.pp-pick:not([hidden])'); });
      if (count) count.textContent = String(shown);
    };
    input.addEventListener('input', show);
    input.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
    if (input.value) show();
  });
}
