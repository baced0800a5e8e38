import type { MailParams } from "../../people/letters.ts";

type Written = { subject: string; lines: string[]; button: string; after: string[] };

const IGNORE = "Si vous n’avez rien demandé, ignorez ce message : il ne se passera rien.";

export const mails = {
  colon: " :",
  orCopy: "Si le bouton ne fait rien, copiez cette adresse dans votre navigateur :",
  closing: (base: string) => `Ancrage, ${base}. Ce message est envoyé automatiquement ; personne ne lit les réponses.`,
  invitation: ({ network, by, role, over, days }: MailParams["invitation"]): Written => ({
    subject: `Invitation à rejoindre ${network}`,
    lines: [
      "Bonjour,",
      `${by} vous invite à rejoindre « ${network} » sur Ancrage, comme ${role}${over ? ` (${over})` : ""}.`,
    ],
    button: "Accepter l’invitation",
    after: [
      `Ce lien est fait pour vous et sert une fois, pendant ${days} jours.`,
      "Si vous n’attendiez pas cette invitation, ignorez ce message : aucun compte ne sera ouvert.",
    ],
  }),
  magic_link: ({ minutes }: MailParams["magic_link"]): Written => ({
    subject: "Votre lien de connexion",
    lines: ["Bonjour,", "Voici le lien que vous avez demandé pour vous connecter à Ancrage, sans mot de passe."],
    button: "Me connecter",
    after: [`Il sert une fois, pendant ${minutes} minutes.`, IGNORE],
  }),
  new_password: ({ minutes }: MailParams["new_password"]): Written => ({
    subject: "Choisir un nouveau mot de passe",
    lines: ["Bonjour,", "Vous avez demandé à choisir un nouveau mot de passe pour Ancrage."],
    button: "Choisir un mot de passe",
    after: [`Ce lien sert une fois, pendant ${minutes} minutes.`, IGNORE],
  }),
  role_given: ({ network, role, over }: MailParams["role_given"]): Written => ({
    subject: `Un nouveau rôle dans ${network}`,
    lines: ["Bonjour,", `Vous avez maintenant, dans « ${network} », le rôle de ${role}${over ? ` (${over})` : ""}.`],
    button: "Ouvrir le réseau",
    after: [],
  }),
  account_unused: ({ days }: MailParams["account_unused"]): Written => ({
    subject: "Votre compte Ancrage va être effacé",
    lines: [
      "Bonjour,",
      `Personne n’a ouvert votre compte depuis près de deux ans. Sans nouvelles de vous, il sera effacé dans ${days} jours, avec vos droits et vos commentaires.`,
    ],
    button: "Me connecter pour le garder",
    after: ["Si vous n’en avez plus l’usage, il n’y a rien à faire."],
  }),
  comment: ({ network, by, sheet, words, mentioned }: MailParams["comment"]): Written => ({
    subject: mentioned ? `${by} vous cite à propos de « ${sheet} »` : `Un commentaire sur « ${sheet} »`,
    lines: ["Bonjour,", `Dans « ${network} », ${by} a écrit à propos de « ${sheet} » :`, words],
    button: "Lire et répondre",
    after: [],
  }),
  news: ({ network, lines }: MailParams["news"]): Written => ({
    subject: `${lines.length > 1 ? `${lines.length} commentaires` : "Un commentaire"} dans ${network}`,
    lines: ["Bonjour,", ...lines.map(({ by, sheet, words }) => `${by}, à propos de « ${sheet} » : ${words}`)],
    button: "Voir les nouvelles",
    after: [],
  }),
  stop: "Ne plus recevoir ces messages :",
  proposal_accepted: ({ network, title, reason }: MailParams["proposal_accepted"]): Written => ({
    subject: `Votre proposition à ${network} est acceptée`,
    lines: [
      "Bonjour,",
      `Votre proposition au sujet de « ${title} » a été acceptée par « ${network} ». Merci.`,
      ...(reason ? [`Ce que le réseau vous répond : « ${reason} »`] : []),
    ],
    button: "Lire la fiche",
    after: ["Votre adresse a servi à vous écrire ce message ; elle n’est plus gardée avec la proposition."],
  }),
  proposal_refused: ({ network, title, reason }: MailParams["proposal_refused"]): Written => ({
    subject: `Votre proposition à ${network} n’est pas retenue`,
    lines: [
      "Bonjour,",
      `Votre proposition au sujet de « ${title} » n’a pas été retenue par « ${network} ».`,
      `La raison donnée : « ${reason} »`,
    ],
    button: "Voir le réseau",
    after: ["Votre adresse a servi à vous écrire ce message ; elle n’est plus gardée avec la proposition."],
  }),
  security: ({ what }: MailParams["security"]): Written => ({
    subject: {
      password: "Votre mot de passe a changé",
      second_factor_on: "La double vérification est en place",
      second_factor_off: "La double vérification a été retirée",
      second_factor_replaced: "La double vérification a changé de téléphone",
      passkey: "Une clé d’accès a été ajoutée",
      passkey_removed: "Une clé d’accès a été retirée",
      backup_codes: "De nouveaux codes de secours ont été faits",
      factors_removed: "Vos codes et vos clés d’accès ont été retirés",
    }[what],
    lines: [
      "Bonjour,",
      {
        password: "Le mot de passe de votre compte Ancrage vient d’être changé.",
        second_factor_on: "Un code vous sera demandé après votre mot de passe, à chaque connexion.",
        second_factor_off: "Aucun code n’est plus demandé pour entrer dans votre compte Ancrage.",
        second_factor_replaced:
          "Les codes viennent maintenant d’un autre téléphone ; ceux du précédent n’ouvrent plus votre compte Ancrage.",
        passkey: "Une clé d’accès vient d’être ajoutée à votre compte Ancrage.",
        passkey_removed: "Une clé d’accès vient d’être retirée de votre compte Ancrage.",
        backup_codes: "Les codes de secours précédents ne servent plus.",
        factors_removed:
          "L’administration du serveur a retiré les codes et les clés d’accès de votre compte Ancrage et déconnecté vos appareils, pour que vous puissiez les remplacer.",
      }[what],
    ],
    button: "Voir mon compte",
    after: ["Si ce n’est pas vous, changez votre mot de passe et prévenez qui administre votre réseau."],
  }),
};
