// A slider says its value: <input type="range" data-output="id of the output">.
export function startOutputs(root) {
  root.querySelectorAll('input[type=range][data-output]').forEach((range) => {
    if (range.dataset.ready) return;
    range.dataset.ready = 'yes';
    const output = document.getElementById(range.dataset.output);
    const show = () => { if (output) output.textContent = range.value; };
    range.addEventListener('input', show);
    show();
  });
}
