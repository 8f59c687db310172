// The agenda's timer: text, can be paused, speaks only when a point ends. Without it the agenda is a list of minutes.
const two = (n) => String(n).padStart(2, '0');

export function startTimers(root) {
  root.querySelectorAll('[data-timer]').forEach((timer) => {
    if (timer.dataset.ready) return;
    timer.dataset.ready = 'yes';
    const minutes = timer.dataset.timer.split(' ').map(Number);
    const points = [...timer.querySelectorAll('.pp-agenda > li')];
    const faces = timer.querySelectorAll('[data-timer-face]');
    const voice = timer.querySelector('[data-timer-voice]');
    const pause = timer.querySelector('[data-timer-pause]');
    const next = timer.querySelector('[data-timer-next]');
    let at = 0;
    let left = minutes[0] * 60;
    let runs = false;
    let last = 0;

    const show = () => {
      const seconds = Math.max(0, Math.ceil(left));
      faces.forEach((face) => { face.textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`; });
      points.forEach((point, n) => {
        point.className = n < at ? 'on' : n === at ? 'now' : '';
        if (n === at) point.setAttribute('aria-current', 'step'); else point.removeAttribute('aria-current');
      });
    };
    const go = (n) => {
      if (n >= minutes.length) { left = 0; runs = false; label(); show(); return; }
      at = n;
      left = minutes[n] * 60;
      if (voice) voice.textContent = points[n]?.textContent.trim() ?? '';
      show();
    };
    const label = () => {
      if (!pause) return;
      pause.setAttribute('aria-pressed', String(!runs));
      pause.querySelectorAll('[data-when]').forEach((word) => { word.hidden = (word.dataset.when === 'running') !== runs; });
    };
    const tick = (now) => {
      if (!timer.isConnected) return;
      if (runs) {
        left -= (now - last) / 1000;
        if (left <= 0) go(at + 1);
        show();
      }
      last = now;
      setTimeout(() => tick(performance.now()), 250);
    };
    pause?.addEventListener('click', () => { runs = !runs; label(); });
    next?.addEventListener('click', () => go(at + 1));
    timer.querySelectorAll('[data-timer-tools]').forEach((tools) => { tools.hidden = false; });
    label();
    show();
    last = performance.now();
    tick(last);
  });
}
