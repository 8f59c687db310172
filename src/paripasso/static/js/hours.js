// The hours grid: native checkboxes, which one may also paint with mouse or pen, walk with arrows, and fill by row or column.
// A finger scrolls the page, so touch stays with taps.
export function startHours(root) {
  root.querySelectorAll('table.pp-hours').forEach((table) => {
    if (table.dataset.ready) return;
    table.dataset.ready = 'yes';
    const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('input[type=checkbox]')]);
    const place = (box) => {
      const y = rows.findIndex((row) => row.includes(box));
      return y < 0 ? null : { y, x: rows[y].indexOf(box) };
    };
    const set = (box, on) => {
      if (!box || box.disabled || box.checked === on) return;
      box.checked = on;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    };
    paint(table, set);
    walk(table, rows, place, set);
  });
}

function paint(table, set) {
  let painting = null;
  let touched = null;
  table.addEventListener('pointerdown', (event) => {
    const box = boxAt(event.target);
    if (!box || event.pointerType === 'touch' || event.button !== 0) return;
    painting = !box.checked;
    touched = box;
  });
  table.addEventListener('pointerover', (event) => {
    const box = boxAt(event.target);
    if (painting === null || !box || box === touched) return;
    set(touched, painting);
    set(box, painting);
    table.dataset.painted = 'yes';
  });
  // The click that ends a stroke would undo the last cell.
  table.addEventListener('click', (event) => {
    if (!table.dataset.painted) return;
    event.preventDefault();
    delete table.dataset.painted;
  }, true);
  addEventListener('pointerup', () => { painting = null; setTimeout(() => { delete table.dataset.painted; }); });
}

function boxAt(target) {
  const cell = target.closest?.('td');
  return cell ? cell.querySelector('input[type=checkbox]') : null;
}

function walk(table, rows, place, set) {
  const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  table.addEventListener('keydown', (event) => {
    const at = place(event.target);
    const move = moves[event.key];
    if (!at || !move) return;
    const next = rows[at.y + move[1]]?.[at.x + move[0]];
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey) set(next, event.target.checked);
    next.focus();
  });
}
