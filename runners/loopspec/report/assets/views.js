// A page of its own for a loop, or for the documentation: it takes the place of the sections while the URL names it.

let viewed = "";
let leftAt = 0; // where the sections were scrolled to when a view took their place

const viewNow = () => (state.loop || state.docs ? `${state.loop}\n${state.docs}` : "");

// Show the view that the state names; whether there is one.
function showView() {
  const now = viewNow();
  if (now === viewed) return now !== "";
  if (!viewed) leftAt = scrollY;
  const was = viewed;
  viewed = now;
  const place = byId("view");
  place.hidden = !now;
  document.body.classList.toggle("viewing", now !== "");
  place.replaceChildren(...(state.loop ? loopView(state.loop) : state.docs ? documentationView(state.docs) : []));
  document.title = now ? `${place.querySelector("h1").textContent} - loopspec` : titleOfReport;
  if (was || now) requestAnimationFrame(() => {
    const at = state.docs && document.getElementById(`docs-${state.docs.split("#")[1]}`);
    if (at) at.scrollIntoView();
    else scrollTo(0, now ? 0 : leftAt);
  });
  return now !== "";
}

const titleOfReport = document.title;

// The link of a view; a name may hold anything.
const viewLink = (name, value) => `#${hashOf({ [name]: value })}`;

function openOn(scenario, target) {
  return (event) => {
    event.preventDefault();
    update({ open: scenario.id, on: target.name });
  };
}

function buildViews() {
  // A plain anchor is a place among the sections, so it leaves a view.
  window.addEventListener("hashchange", () => {
    if (!viewed || !location.hash || location.hash.includes("=")) return;
    Object.assign(state, { loop: "", docs: "", open: "", on: "" });
    announce();
    requestAnimationFrame(() => document.querySelector(location.hash)?.scrollIntoView());
  });
  for (const skip of document.querySelectorAll(".skip")) {
    skip.addEventListener("click", (event) => {
      if (!viewed) return;
      event.preventDefault();
      byId("view").querySelector("h1").focus();
    });
  }
}
