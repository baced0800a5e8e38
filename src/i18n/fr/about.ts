export const about = {
  accessibility: {
    title: "Accessibilité",
    description: "Où en est Ancrage au regard du RGAA 4.1, comment c’est vérifié et à qui signaler une difficulté.",
    lead: "Ancrage se lit sans JavaScript, au clavier, avec un lecteur d’écran, à fort grossissement et imprimé.",
    state: "État",
    stateText: [
      "Ancrage vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1, soit WCAG 2.2 niveau AA). Aucun audit par un tiers n’a encore eu lieu : cette page dit ce que l’équipe vérifie elle-même.",
    ],
    checks: "Ce qui est vérifié",
    checksAside: "À chaque changement du logiciel",
    checksList: [
      "Chaque page, dans chacun de ses états, passe l’outil axe sans défaut, aux largeurs de 360, 768 et 1 280 pixels, en clair et en sombre.",
      "Le contraste des textes atteint le niveau AAA ; celui des marques et des bordures de champs dépasse 3 pour 1.",
      "Une couleur ne porte jamais seule une information : chaque domaine a sa marque et son nom.",
      "Tout se fait au clavier, dans l’ordre de lecture, et le point où l’on se trouve se voit.",
      "Chaque carte et chaque graphique a un titre, une description, et les mêmes données en tableau.",
      "Les champs ont une étiquette, une aide et un message d’erreur reliés.",
      "Le PDF des rapports suit la norme PDF/UA-1 ; la même chose se lit à l’écran.",
    ],
    limits: "Ce que nous savons imparfait",
    limitsList: [
      "Les énoncés du terrain sont en français, même dans la version anglaise ; leur langue est indiquée.",
      "Les cartes sont des dessins : le tableau qui les suit est la version à lire à l’écoute.",
    ],
    help: "Signaler une difficulté",
    helpText:
      "Écrivez à l’équipe qui anime ce réseau en disant la page, ce que vous vouliez faire et l’outil que vous utilisez. Si la réponse ne vient pas, vous pouvez saisir le Défenseur des droits.",
    defender: "Défenseur des droits",
  },
  personalData: {
    title: "Données personnelles",
    description: "Ce qu’Ancrage garde sur les personnes, pourquoi, combien de temps, et vos droits.",
    lead: "La donnée la plus sûre est celle qui n’est pas recueillie. Ancrage décrit des initiatives et des organisations, pas des personnes.",
    notKept: "Ce qui n’est pas recueilli",
    notKeptList: [
      "Aucun traceur, aucune statistique de visite, aucun témoin de connexion pour lire les pages.",
      "Aucun appel à un service tiers : cartes, polices et images viennent de ce serveur.",
      "La colonne du répondant, quand un fichier en a une, n’est pas reprise dans les fiches.",
    ],
    rights: "Vos droits",
    rightsText:
      "Vous pouvez demander à consulter, corriger ou effacer ce qui vous concerne, auprès du responsable de la protection des données de l’organisation qui anime ce réseau. Vous pouvez aussi saisir la CNIL.",
    cnil: "CNIL",
  },
};
