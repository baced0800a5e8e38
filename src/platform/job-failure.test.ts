import { describe, expect, test } from "vitest";
import { failureOf, JobFailed, keptFailure, redact } from "./job-failure.ts";

describe("what is kept of an error", () => {
  test("names it, without addresses, people, values or tokens", () => {
    const error = new Error(
      'connect to postgresql://ancrage:hunter2@db/x for jeanne@example.fr failed: "Jeanne Durand" Key (email)=(j@x.fr) sk_live_51H8abcdefghijklmnop1234',
    );
    const kept = JSON.stringify(failureOf(error));
    for (const secret of ["hunter2", "jeanne", "Durand", "j@x.fr", "sk_live"]) expect(kept).not.toContain(secret);
    expect(kept).toContain("connect to [address] for [mail] failed");
  });

  test("is PostgreSQL's code and the name of the constraint, never the row it refused", () => {
    const error = Object.assign(new Error("duplicate key value"), {
      code: "23505",
      severity: "ERROR",
      constraint: "users_email_key",
      detail: "Key (email)=(jeanne@example.fr) already exists.",
    });
    expect(failureOf(error)).toEqual({
      kind: "unavailable",
      code: "job_database",
      params: { code: "23505", constraint: "users_email_key" },
    });
  });

  test("tells a database that is away from one that refuses", () => {
    for (const code of ["ECONNREFUSED", "57P01"])
      expect(failureOf(Object.assign(new Error("x"), { code, severity: "FATAL" })).code).toBe("job_database_away");
    expect(failureOf(new Error("Connection terminated unexpectedly")).code).toBe("job_database_away");
  });

  test("keeps the failure that a handler returned, its words redacted", () => {
    const failure = {
      kind: "unavailable",
      code: "mail_refused",
      params: { detail: "no jeanne@example.fr", tries: 2 },
    } as const;
    expect(failureOf(new JobFailed(failure))).toEqual({
      kind: "unavailable",
      code: "mail_refused",
      params: { detail: "no [mail]", tries: 2 },
    });
  });

  test("is short, however long the error, and read in a moment", () => {
    const began = performance.now();
    expect(redact(`${"a".repeat(200_000)}@${'"'.repeat(200_000)}`).length).toBeLessThanOrEqual(200);
    expect(performance.now() - began).toBeLessThan(100);
  });

  test.each([
    [{ value: { message: "job heartbeat timeout" } }, "job_lost"],
    [{ value: "pg-boss shut down while active" }, "job_lost"],
    [{ value: { message: "job timed out" } }, "job_late"],
    [{ message: "handler execution exceeded 60s" }, "job_late"],
    [{ failure: { kind: "unavailable", code: "report.compose.memory", params: { mb: 4 } } }, "report.compose.memory"],
    [null, "job_crashed"],
  ])("of pg-boss's own words %j is %s", (output, code) => {
    expect(keptFailure(output).code).toBe(code);
  });
});
