// At most so many choices: data-most="3" on a group; the rest rest, and a sentence (data-most-said="id") says why.
export function startLimits(root) {
  const groups = [...root.querySelectorAll('[data-most]')];
  if (root.matches?.('[data-most]')) groups.push(root);
  groups.forEach((group) => {
    if (group.dataset.ready) return;
    group.dataset.ready = 'yes';
    const boxes = () => [...group.querySelectorAll('input[type=checkbox]')];
    const said = document.getElementById(group.dataset.mostSaid ?? '');
    const show = () => {
      const full = boxes().filter((box) => box.checked).length >= Number(group.dataset.most);
      boxes().forEach((box) => { box.disabled = full && !box.checked; });
      if (said) said.hidden = !full;
    };
    group.addEventListener('change', show);
    show();
  });
}
