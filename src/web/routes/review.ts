import type { Hono } from "hono";
import { acceptReadings } from "../../initiatives/actions/accept-readings.ts";
import { decideReading } from "../../initiatives/actions/decide-reading.ts";
import { settleDoubt } from "../../initiatives/actions/settle-doubt.ts";
import { type KnownDoubt, readDoubt, readFigure } from "../../initiatives/proposals.sql.ts";
import { canReview, partsOf } from "../../networks/policies.ts";
import { type Failure, fail, ok, type Result } from "../../platform/result.ts";
import { inNetwork } from "../context.ts";
import { isId, readForm, type SentForm } from "../form.ts";
import { type ReviewNews, reviewAddress, reviewPage } from "../pages/review.ts";
import type { TypedDoubt } from "../pages/review-item.ts";
import {
  allowing,
  type Env,
  failWith,
  type Lang,
  type NetworkScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { type ReviewQuery, readReview } from "../views/review.ts";

/** How long somebody waits for a page without believing it lost. */
const PATIENCE_MS = 8000;

const UNKNOWN: Failure = { kind: "not_found", code: "review_item" };

/** What a person should look at, one value at a time. */
export function reviewRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const allowed = allowing(site, lang, "review");
  app.get("/:network/verifier", allowed(queue));
  app.post("/:network/verifier/accepter", allowed(acceptAll));
  app.post("/:network/verifier/chiffres/:id", allowed(decideFigure));
  app.post("/:network/verifier/:id", allowed(settle));
}

function readQuery(get: (name: string) => string | null): ReviewQuery {
  const whole = (text: string | null) => (text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1);
  const field = get("champ");
  return {
    field: field && /^[a-z_]{1,40}$/.test(field) ? field : null,
    sheet: get("fiche"),
    page: whole(get("page")),
    figuresPage: whole(get("textes")),
  };
}

async function queue(scene: NetworkScene): Promise<Response> {
  const params = new URL(scene.c.req.url).searchParams;
  return tell(
    scene,
    readQuery((name) => params.get(name)),
    await newsOf(scene, params),
  );
}

async function tell(
  scene: NetworkScene,
  query: ReviewQuery,
  news?: ReviewNews,
  typed?: TypedDoubt,
  failure?: Failure,
): Promise<Response> {
  const view = await readReview(scene.doors.db, scene.network, query, partsOf(canReview, scene.person, scene.network));
  return show(scene.c, reviewPage(scene.ctx, view, news, typed), failure ? STATUS[failure.kind] : 200);
}

/** What the address says was just done, checked against what really is. */
async function newsOf({ doors, network }: NetworkScene, params: URLSearchParams): Promise<ReviewNews | undefined> {
  const [item, figure, sure] = [params.get("valeur"), params.get("chiffre"), params.get("acceptees")];
  if (sure !== null && /^\d{1,7}$/.test(sure)) return { done: "sure", count: Number(sure) };
  if (isId(item ?? undefined)) {
    const known = await readDoubt(doors.db, network.id, item!);
    if (known?.status === "settled" || known?.status === "set_aside")
      return { done: known.status, words: known.value, initiative: known };
  }
  if (isId(figure ?? undefined)) {
    const known = await readFigure(doors.db, network.id, figure!);
    const done = (["accepted", "rejected", "proposed"] as const).find((status) => status === known?.status);
    if (known && done)
      return { done, words: known.text, initiative: known, ...(done !== "proposed" && { figure: known.id }) };
  }
  return undefined;
}

const back = (scene: NetworkScene, query: ReviewQuery, news: string): Response => {
  const address = reviewAddress(scene.ctx, query);
  return scene.c.redirect(`${address}${address.includes("?") ? "&" : "?"}${news}`, 303);
};

/** Each lot of sheets is kept as it is accepted; past what one waits for a page, the button offers what is left. */
async function acceptAll(scene: NetworkScene): Promise<Response> {
  const until = scene.doors.now().getTime() + PATIENCE_MS;
  let [count, more] = [0, true];
  while (more && scene.doors.now().getTime() < until) {
    const accepted = await acceptReadings(scene.doors, { network: scene.network.slug });
    if (!accepted.ok) return failWith(scene, scene.network, accepted.failure);
    const { places, actors, audiences, prospects } = accepted.value;
    count += places + actors + audiences + prospects;
    more = accepted.value.more;
  }
  return scene.c.redirect(inNetwork(scene.ctx, `/verifier?acceptees=${count}`), 303);
}

async function decideFigure(scene: NetworkScene): Promise<Response> {
  const { c, doors, network, lang } = scene;
  const id = c.req.param("id") ?? "";
  const form = await readForm(c);
  const query = readQuery((name) => form.text(name));
  const decision = (["accepted", "rejected", "proposed"] as const).find((one) => one === form.text("decision"));
  const decided = isId(id)
    ? await decideReading(doors, { network: network.slug, reading: "figures", id, decision })
    : fail(UNKNOWN);
  if (decided.ok) return back(scene, query, `chiffre=${id}`);
  return tell(scene, query, { problem: sayFailureIn(lang, decided.failure) }, undefined, decided.failure);
}

async function settle(scene: NetworkScene): Promise<Response> {
  const { c, doors, network, lang } = scene;
  const form = await readForm(c);
  const query = readQuery((name) => form.text(name));
  const id = c.req.param("id");
  const doubt = isId(id) ? await readDoubt(doors.db, network.id, id) : undefined;
  if (!doubt) return tell(scene, query, { problem: sayFailureIn(lang, UNKNOWN) }, undefined, UNKNOWN);
  const settled = await apply(scene, form, doubt);
  if (settled.ok) return back(scene, query, `valeur=${doubt.id}`);
  const { failure, message } = settled.failure;
  // Settled by somebody else meanwhile: the value is no longer in the list to bear the message.
  if (failure.kind !== "invalid") return tell(scene, query, { problem: message }, undefined, failure);
  const typed: TypedDoubt = {
    id: doubt.id,
    decision: form.text("decision") || (form.text("place") && "place"),
    place: form.text("place").slice(0, 1000),
    year: form.text("year").slice(0, 100),
    domains: form.all("domain"),
    message,
  };
  return tell(scene, query, undefined, typed, failure);
}

type Refusal = { failure: Failure; message: string };

async function apply(scene: NetworkScene, form: SentForm, doubt: KnownDoubt): Promise<Result<true, Refusal>> {
  const { ctx, doors, network, lang } = scene;
  const decision = readDecision(ctx.t.review, form, doubt);
  if (!decision.ok) return fail({ failure: { kind: "invalid", code: "review_choice" }, message: decision.failure });
  const settled = await settleDoubt(doors, { network: network.slug, item: doubt.id, decision: decision.value });
  return settled.ok ? ok(true) : fail({ failure: settled.failure, message: sayFailureIn(lang, settled.failure) });
}

type Decision =
  | { kind: "aside" }
  | { kind: "candidate"; index: number }
  | { kind: "place"; text: string }
  | { kind: "year"; year: number }
  | { kind: "domains"; key: string; domains: string[] };

const PLACE_LIMIT = 300;

function readDecision(
  words: NetworkScene["ctx"]["t"]["review"],
  form: SentForm,
  doubt: KnownDoubt,
): Result<Decision, string> {
  const place = form.text("place").trim();
  // A place typed without its button being chosen says what is meant.
  const chosen = form.text("decision") || (place !== "" ? "place" : form.text("year").trim() !== "" ? "year" : "");
  if (chosen === "aside") return ok({ kind: "aside" });
  if (chosen === "domains" && doubt.code === "domain_stated")
    return ok({ kind: "domains", key: form.text("cle") || doubt.key, domains: form.all("domain").slice(0, 20) });
  // The words themselves are read again, as they were: what a list of candidates does not hold (a distance) is kept.
  if (chosen === "read")
    return ok(
      doubt.value.trim().length <= PLACE_LIMIT ? { kind: "place", text: doubt.value } : { kind: "candidate", index: 0 },
    );
  if (/^c\d{1,2}$/.test(chosen)) return ok({ kind: "candidate", index: Number(chosen.slice(1)) });
  if (chosen === "place") {
    if (place === "") return fail(words.placeMissing);
    return place.length > PLACE_LIMIT ? fail(words.placeLong) : ok({ kind: "place", text: place });
  }
  if (chosen === "year") {
    const year = form.text("year").trim();
    const read = /^\d{4}$/.test(year) ? Number(year) : 0;
    return read >= 1850 && read <= 2100 ? ok({ kind: "year", year: read }) : fail(words.yearWrong);
  }
  return fail(words.missing);
}
