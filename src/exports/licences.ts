/** The licences a network may give its open data under, with the address of each text and its name in SPDX. */
export const LICENCES: Record<string, { name: string; address: string; spdx: string }> = {
  "etalab-2.0": {
    name: "Licence Ouverte 2.0",
    address: "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    spdx: "etalab-2.0",
  },
  "odbl-1.0": {
    name: "Open Database License 1.0",
    address: "https://opendatacommons.org/licenses/odbl/1-0/",
    spdx: "ODbL-1.0",
  },
  "cc-by-4.0": {
    name: "Creative Commons BY 4.0",
    address: "https://creativecommons.org/licenses/by/4.0/",
    spdx: "CC-BY-4.0",
  },
  "cc-by-sa-4.0": {
    name: "Creative Commons BY-SA 4.0",
    address: "https://creativecommons.org/licenses/by-sa/4.0/",
    spdx: "CC-BY-SA-4.0",
  },
  "cc0-1.0": {
    name: "Creative Commons Zero 1.0",
    address: "https://creativecommons.org/publicdomain/zero/1.0/",
    spdx: "CC0-1.0",
  },
};

/** The address of a licence's text; undefined when none was chosen. */
export const licenceAddress = (licence: string | null): string | undefined =>
  licence === null ? undefined : LICENCES[licence]?.address;
