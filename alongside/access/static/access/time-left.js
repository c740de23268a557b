// Some minutes before the time is up, offers to stay. The server is asked first: another tab may have been used.
const banner = document.querySelector("[data-al-time-left]");

async function ask(method, body) {
  const answer = await fetch(method === "POST" ? form.action : banner.dataset.alAsk, {
    method,
    body,
    headers: { Accept: "application/json" },
  });
  return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : { seconds: 0, warn: 0 };
}

const form = banner?.querySelector("form");

function wait(seconds) {
  setTimeout(look, Math.max(1, seconds) * 1000);
}

async function look() {
  try {
    tell(await ask("GET"));
  } catch {
    wait(60);
  }
}

function tell(left) {
  const shown = left.seconds <= left.warn;
  banner.hidden = !shown;
  if (!shown) return wait(left.seconds - left.warn);
  const words = banner.querySelector("[data-al-text]");
  const what = left.seconds <= 0 ? words.dataset.alOver : left.can_be_extended ? words.dataset.alSoon : words.dataset.alEnd;
  if (words.textContent !== what) words.textContent = what;
  form.querySelector("button").hidden = !left.can_be_extended;
  if (left.seconds > 0) wait(Math.min(left.seconds, 30));
  return undefined;
}

if (banner) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      tell(await ask("POST", new FormData(form)));
    } catch {
      form.submit();
    }
  });
  look();
}
