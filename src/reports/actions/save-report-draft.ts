import { z } from "zod";
import { canPublishReport } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { saveDraft } from "../reports.sql.ts";

/** Keeps what is being written of the next report: its title, its subtitle, its foreword. */
export const saveReportDraft = action({
  name: "save_report_draft",
  input: z.object({
    network: z.string(),
    lang: z.enum(["fr", "en"]),
    title: z.string().trim().max(200),
    subtitle: z.string().trim().max(300),
    foreword: z.string().trim().max(20_000),
  }),
  allow: canPublishReport,
  run: async ({ db, network, person, now }, { lang, title, subtitle, foreword }) => {
    await saveDraft(db, network.id, lang, { title, subtitle, foreword }, person.id, now());
    return ok({ lang });
  },
});
