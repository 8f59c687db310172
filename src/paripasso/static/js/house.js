// Everything here improves a page that works without it. One module for each thing; all own code stays below 1,500 lines.
import { startMenus } from './menus.js';
import { startTheme } from './theme_switch.js';
import { startToasts } from './toasts.js';
import { startFocus } from './focus.js';
import { startTroubles } from './troubles.js';
import { startSession } from './session.js';
import { startAutosubmit } from './autosubmit.js';
import { startFilters } from './filter.js';
import { startHours } from './hours.js';
import { startTimers } from './timer.js';
import { startOutputs } from './outputs.js';
import { startSliders } from './sliders.js';
import { startLimits } from './limits.js';

startMenus();
startTheme();
startToasts();
startFocus();
startTroubles();
startSession();
startAutosubmit();

// These look at elements, so they look again at what htmx brings.
const enliven = (root) => { startFilters(root); startHours(root); startTimers(root); startOutputs(root); startSliders(root); startLimits(root); };
enliven(document);
document.addEventListener('htmx:load', (event) => enliven(event.detail.elt));
