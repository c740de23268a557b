// Passkeys: takes the server's options to the browser and the browser's answer into the form's hidden field.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => list?.map((credential) => ({ ...credential, id: bytes(credential.id) }));

function readable(credential) {
  const answer = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) answer[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  });
}

async function asked(form) {
  if (form.dataset.alOptions) return JSON.parse(form.dataset.alOptions).publicKey;
  const answer = await fetch(form.dataset.alAsk, { headers: { Accept: "application/json" } });
  return (await answer.json()).publicKey;
}

async function use(form) {
  const options = await asked(form);
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  if (form.dataset.alPasskey === "create") {
    publicKey.user = { ...options.user, id: bytes(options.user.id) };
    publicKey.excludeCredentials = named(options.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  }
  publicKey.allowCredentials = named(options.allowCredentials);
  return navigator.credentials.get({ publicKey });
}

for (const form of document.querySelectorAll("[data-al-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fault = form.querySelector("[data-al-passkey-fault]");
    fault.hidden = true;
    try {
      form.elements.credential.value = readable(await use(form));
      form.submit();
    } catch {
      fault.hidden = false;
    }
  });
}
