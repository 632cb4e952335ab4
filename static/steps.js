// After htmx has swapped a step, the reader goes on at its heading or its error.
document.addEventListener("htmx:after:swap", () => {
  document.querySelector("#step [data-focus]")?.focus();
});
