// Before the first paint: where the profile says "as on this device", ask the device. Also follows it when it changes.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => { if (root.dataset.theme === 'device') root.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
  follow();
  dark.addEventListener('change', follow);
  // Paper is white, whatever the screen was.
  let before = null;
  addEventListener('beforeprint', () => { before = root.dataset.bsTheme; root.dataset.bsTheme = 'light'; });
  addEventListener('afterprint', () => { if (before) root.dataset.bsTheme = before; });
})();
