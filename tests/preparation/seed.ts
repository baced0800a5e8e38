import fc from "fast-check";

// Read only where a seed is given: see CONTRIBUTING.md.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED) });
