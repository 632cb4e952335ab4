// After htmx has swapped a step, the reader goes on at its heading or its error.
document.addEventListener("htmx:after:swap", () => {
  document.querySelector("#step [data-focus]")?.focus();
});

// The step that is left stays in the history with the answer given on it, so that
// going back shows it.
document.addEventListener("htmx:before:history:update", ({ detail }) => {
  const form = detail.sourceElement?.closest("form");
  if (!form || detail.response?.status !== 200) return;
  const sent = new FormData(form);
  if (!sent.has("answered")) return;
  const address = new URLSearchParams([["ask", sent.get("answered")]]);
  sent.delete("answered");
  sent.forEach((value, key) => address.append(key, value));
  history.replaceState(history.state, "", `?${address}`);
});
