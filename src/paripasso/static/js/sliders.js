// A slider beside a number field: <input type="range" hidden data-slider-of="id of the field">. The field is what is sent.
export function startSliders(root) {
  root.querySelectorAll('input[type=range][data-slider-of]').forEach((slider) => {
    const field = document.getElementById(slider.dataset.sliderOf);
    if (!field || slider.dataset.ready) return;
    slider.dataset.ready = 'yes';
    slider.value = field.value;
    slider.hidden = false;
    slider.addEventListener('input', () => { field.value = slider.value; });
    field.addEventListener('input', () => { slider.value = field.value; });
  });
}
