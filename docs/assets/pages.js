// What stands on the other pages of one that is divided, once it is asked for: elements, with links as they are on theirs.
export async function further(selector) {
  const here = location.href.split(/[?#]/)[0];
  const ways = [...document.querySelectorAll("nav.pages ol a")].map((link) => link.href).filter((way) => way !== here);
  const pages = await Promise.all(
    ways.map(async (way) => {
      const answer = await fetch(way);
      if (!answer.ok) throw new Error(`${way}: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const link of page.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), way);
      return [...page.querySelectorAll(selector)];
    }),
  );
  return pages.flat();
}
