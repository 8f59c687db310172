// The theme switch keeps the page, and what is typed in it: it changes at once and tells the house in the background.
export function startTheme() {
  const root = document.documentElement;
  const show = (button) => {
    const dark = root.dataset.bsTheme === 'dark';
    button.value = dark ? 'light' : 'dark';
    button.setAttribute('aria-pressed', String(dark));
  };
  document.querySelectorAll('[data-theme-form]').forEach((form) => {
    const button = form.querySelector('button[name=theme]');
    show(button);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const said = new FormData(form);
      said.set('theme', button.value);
      root.dataset.theme = button.value;
      root.dataset.bsTheme = button.value;
      show(button);
      fetch(form.action, { method: 'POST', body: said, redirect: 'manual' });
    });
  });
}
