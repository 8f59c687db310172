// A form marked data-autosubmit sends itself when a choice in it changes; its button is then not needed and hides.
export function startAutosubmit() {
  document.documentElement.classList.add('has-js');
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-autosubmit]');
    if (!form) return;
    const only = form.dataset.autosubmit;
    if (only && !event.target.matches(only)) return;
    form.requestSubmit();
  });
}
