// When the house does not answer, say so; what was typed stays in the page.
import { tell } from './toasts.js';

export function startTroubles() {
  document.addEventListener('htmx:sendError', () => tell('trouble-offline'));
  document.addEventListener('htmx:timeout', () => tell('trouble-offline'));
  document.addEventListener('htmx:responseError', () => tell('trouble-broken'));
  addEventListener('online', () => document.querySelector('[data-from="trouble-offline"]')?.remove());
}
