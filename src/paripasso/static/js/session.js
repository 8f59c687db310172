// Two minutes before a session ends, say so; one tap keeps it (WCAG 2.2.1).
import { tell } from './toasts.js';

const NOTICE = 120;
const LONGEST = 2 ** 31 - 1;

export function startSession() {
  const { session, sessionStay } = document.body.dataset;
  const seconds = Number(session);
  if (!seconds || !sessionStay) return;
  let timer = null;
  const wait = () => { clearTimeout(timer); timer = setTimeout(warn, Math.min(Math.max(0, seconds - NOTICE) * 1000, LONGEST)); };
  const warn = () => {
    const toast = tell('trouble-session');
    toast?.querySelector('[data-stay]').addEventListener('click', async () => {
      const token = document.querySelector('input[name=csrfmiddlewaretoken]')?.value ?? '';
      const answer = await fetch(sessionStay, { method: 'POST', headers: { 'X-CSRFToken': token } });
      if (answer.ok) { toast.remove(); wait(); }
    });
  };
  wait();
}
