// Toasts can be closed, and leave by themselves after a while, unless someone reads them (pointer or focus) or they warn.
const STAY = 10000;

function dress(toast) {
  if (toast.dataset.dressed) return;
  toast.dataset.dressed = 'yes';
  const close = document.getElementById('toast-close');
  if (close) toast.append(close.content.cloneNode(true));
  if (toast.getAttribute('role') === 'alert') return;
  let timer = setTimeout(() => toast.remove(), STAY);
  const hold = () => clearTimeout(timer);
  const release = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), STAY); };
  toast.addEventListener('pointerenter', hold);
  toast.addEventListener('pointerleave', release);
  toast.addEventListener('focusin', hold);
  toast.addEventListener('focusout', release);
}

/** Show the toast that a <template> of the page holds; one of a kind at a time. */
export function tell(templateId) {
  const shelf = document.getElementById('toasts');
  const template = document.getElementById(templateId);
  if (!shelf || !template || shelf.querySelector(`[data-from="${templateId}"]`)) return null;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.dataset.from = templateId;
  shelf.append(toast);
  return toast;
}

export function startToasts() {
  const shelf = document.getElementById('toasts');
  if (!shelf) return;
  shelf.querySelectorAll('.pp-toast').forEach(dress);
  new MutationObserver(() => shelf.querySelectorAll('.pp-toast').forEach(dress)).observe(shelf, { childList: true, subtree: true });
  shelf.addEventListener('click', (event) => {
    const button = event.target.closest('[data-close]');
    if (button) button.closest('.pp-toast').remove();
  });
}
