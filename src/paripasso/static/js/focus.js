// Focus follows what changed: to the summary of errors, else to what the new part asks for, else back to where it was.
export function startFocus() {
  const summary = document.querySelector('[data-focus]');
  if (summary) summary.focus();
  let before = null;
  document.addEventListener('htmx:beforeSwap', () => {
    const here = document.activeElement;
    before = here && here !== document.body ? { id: here.id, name: here.getAttribute('name'), value: here.getAttribute('value') } : null;
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    const part = event.detail.elt;
    const asked = part.matches?.('[data-focus]') ? part : part.querySelector('[data-focus]');
    if (asked) { asked.focus(); return; }
    if (!before || (document.activeElement && document.activeElement !== document.body)) return;
    const again = before.id ? document.getElementById(before.id) : null;
    const named = before.name ? part.querySelector(`[name="${CSS.escape(before.name)}"]`) : null;
    const heading = part.querySelector('h1, h2, h3');
    const target = again || named || heading;
    if (!target) return;
    if (target === heading && !heading.hasAttribute('tabindex')) heading.setAttribute('tabindex', '-1');
    target.focus();
  });
}
