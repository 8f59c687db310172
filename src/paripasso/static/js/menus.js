// Menus are <details>: they open without us. We close them by Escape, by a click elsewhere, and when focus leaves.
export function startMenus() {
  const open = () => document.querySelectorAll('details.pp-menu[open]');
  document.addEventListener('click', (event) => open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener('focusin', (event) => open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    open().forEach((menu) => { menu.open = false; menu.querySelector('summary').focus(); });
  });
}
