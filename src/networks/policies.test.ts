import { describe, expect, test } from "vitest";
import { ANYONE, LOCAL_PERSON, type Person, ROLES, type Role } from "../platform/person.ts";
import { canCreateNetwork, POLICIES } from "./policies.ts";

const own = { id: "network-1", published: false };
const other = { id: "network-2", published: false };
const person = (role: Role): Person => ({
  id: `a-${role}`,
  grants: role === "public" ? [] : [{ network: own.id, role }],
});

const allowed: Record<keyof typeof POLICIES, Role[]> = {
  canEnter: ROLES.filter((role) => role !== "public"),
  canRead: ROLES.filter((role) => role !== "public" && role !== "partner"),
  canReadOwnSheets: ["partner"],
  canSeeWorkspace: ["administrator", "national_team", "researcher", "regional_officer"],
  canImport: ["administrator", "national_team", "regional_officer"],
  canReview: ["administrator", "national_team", "regional_officer"],
  canEdit: ["administrator", "national_team", "regional_officer", "partner"],
  canCreate: ["administrator", "national_team", "regional_officer"],
  canDelete: ["administrator", "national_team", "regional_officer"],
  canSeeHistory: ["administrator", "national_team", "researcher", "regional_officer", "partner"],
  canPropose: ROLES.filter((role) => role !== "public"),
  canDraft: ROLES.filter((role) => role !== "public"),
  canClassify: ["administrator", "national_team", "researcher"],
  canMerge: ["administrator", "national_team"],
  canShapeStudy: ["administrator", "national_team", "researcher"],
  canPublishReport: ["administrator", "national_team"],
  canManageNetwork: ["administrator"],
  canManagePeople: ["administrator"],
  canSeeAudit: ["administrator", "data_protection_officer"],
  canSeeComments: ROLES.filter((role) => role !== "public"),
  canComment: ROLES.filter((role) => role !== "public" && role !== "reader"),
  canManagePersonalData: ["administrator", "data_protection_officer"],
};

describe.each(Object.keys(POLICIES) as (keyof typeof POLICIES)[])("%s", (name) => {
  test.each(ROLES)("says for a %s exactly what the table says", (role) => {
    expect(POLICIES[name](person(role), own)).toBe(allowed[name].includes(role));
  });

  test.each(ROLES)("gives a %s of another network nothing", (role) => {
    expect(POLICIES[name](person(role), other)).toBe(false);
  });
});

test("a published network is read by anybody, and nothing more", () => {
  for (const [name, policy] of Object.entries(POLICIES)) {
    expect(policy(ANYONE, { ...own, published: true })).toBe(name === "canRead" || name === "canEnter");
  }
});

test("only an administrator of the whole installation creates networks", () => {
  expect(canCreateNetwork(LOCAL_PERSON)).toBe(true);
  expect(canCreateNetwork(person("administrator"))).toBe(false);
  expect(canCreateNetwork(ANYONE)).toBe(false);
});
