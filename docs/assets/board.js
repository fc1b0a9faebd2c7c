// The board of commitments: shows those that the form chooses, and keeps the choice in the address. Where the board is divided
// into pages, those of the others are asked for once something is chosen: what is counted is all commitments, or nothing.
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const board = document.querySelector(".board");
  const told = form.querySelector("[role=status]");
  let cards = [...board.querySelectorAll(".card")];
  let whole = !document.querySelector("nav.pages"); // whether all commitments are here
  let asked; // for the others, once
  const selects = [...form.querySelectorAll("select:not([name=made])")];
  const period = form.elements.made;
  const days = [form.elements.from, form.elements.to];
  const fields = [...selects, ...days];
  const named = (some) => some.map((card) => [card, Object.fromEntries(selects.map(({ name }) => [name, card.dataset[name].split(" ")]))]);
  const ids = new Map(named(cards));
  const words = new Map([...selects, period].flatMap((select) => [...select.options].map((option) => [option, option.text])));

  // A commitment is of a time if one day of those on which it can have been made is.
  const within = (card, from, to) => (!from || card.dataset.to >= from) && (!to || card.dataset.from <= to);
  const misses = (card) => {
    const missed = selects.filter(({ name, value }) => value && !ids.get(card)[name].includes(value));
    return within(card, days[0].value, days[1].value) ? missed : [...missed, period];
  };

  // Behind each option, how many there would be with it, all other choices being as they are.
  function count(missed) {
    for (const select of [...selects, period]) {
      const near = cards.filter((card) => missed.get(card).every((other) => other === select));
      const found = Object.create(null);
      if (select !== period) near.forEach((card) => ids.get(card)[select.name].forEach((id) => (found[id] = (found[id] || 0) + 1)));
      for (const option of select.options) {
        if (select === period) found[option.value] = near.filter((card) => within(card, ...option.value.split("/"))).length;
        option.text = option.value ? `${words.get(option)} (${found[option.value] || 0})` : words.get(option);
      }
    }
  }

  async function others() {
    const { further } = await import("./pages.js");
    for (const group of await further(".board .group")) {
      const before = group.querySelector(".continued") && board.lastElementChild.querySelector(".cards");
      before ? before.append(...group.querySelectorAll(".card")) : board.append(group);
    }
    cards = [...board.querySelectorAll(".card")];
    named(cards).forEach(([card, some]) => ids.set(card, some));
    whole = true;
  }

  function show() {
    for (const field of [...fields, period]) field.closest(".field").toggleAttribute("data-set", field.value !== "");
    const chosen = fields.some((field) => field.value);
    form.querySelector("button").hidden = !chosen;
    if (whole) return showChosen();
    if (!chosen) return (told.textContent = `The first ${cards.length} commitments; choose among those of all pages.`);
    told.textContent = "Asking for the other pages …";
    asked ||= others();
    asked.then(read, () => ((asked = undefined), (told.textContent = "The other pages did not come, so that nothing can be chosen.")));
  }

  function showChosen() {
    const missed = new Map(cards.map((card) => [card, misses(card)]));
    cards.forEach((card) => (card.hidden = missed.get(card).length > 0));
    count(missed);
    for (const group of board.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".card:not([hidden])");
    }
    const number = cards.filter((card) => !card.hidden).length;
    const words = `${number} of ${cards.length} commitments`;
    told.textContent = number ? words : `${words}: nothing matches all of this.`;
  }

  function read() {
    const wanted = new URLSearchParams(location.search);
    for (const select of selects) select.value = known(select, wanted.get(select.name)) ? wanted.get(select.name) : "";
    days.forEach((day) => (day.value = wanted.get(day.name) || ""));
    match();
    const more = form.querySelector("details");
    if (fields.some((field) => field.value && more.contains(field) && !(period.value && days.includes(field)))) more.open = true;
    show();
  }

  // Whether a value can be chosen. Long fields leave out what few commitments have, which an address may ask for.
  function known(select, value) {
    const has = (option) => option.value === value;
    if (!value || [...select.options].some(has)) return Boolean(value);
    if (whole && !cards.some((card) => ids.get(card)[select.name].includes(value))) return false;
    const option = new Option(value, value);
    words.set(option, value);
    select.add(option);
    return true;
  }

  // The period says what the two days say, where it has words for that.
  function match() {
    const value = days.map((day) => day.value).join("/");
    period.value = [...period.options].some((option) => option.value === value) ? value : "";
  }

  function write(how) {
    const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    history[how](null, "", `${chosen}` ? `?${chosen}` : location.pathname);
    show();
  }

  form.addEventListener("change", ({ target }) => {
    if (target === period) [days[0].value, days[1].value] = period.value ? period.value.split("/") : ["", ""];
    else if (days.includes(target)) match();
    write(days.includes(target) ? "replaceState" : "pushState"); // a day is typed in steps that nobody wants back
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    [...fields, period].forEach((field) => (field.value = ""));
    write("pushState");
    form.querySelector("select").focus(); // the button is gone
  });
  addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
