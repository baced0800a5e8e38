/** The kinds of publics offered as a facet, in the order in which they are shown. */
export const AUDIENCE_CATEGORIES = [
  "tout-public",
  "habitants",
  "familles",
  "enfants",
  "jeunes",
  "eleves",
  "etudiants",
  "femmes",
  "personnes-agees",
  "malades",
  "personnes-handicapees",
  "aidants",
  "precaires",
  "agents-publics",
  "professionnels",
  "adherents",
  "benevoles-militants",
  "organisations",
  "autre",
] as const;
export type AudienceCategory = (typeof AUDIENCE_CATEGORIES)[number];

/**
 * Nouns that name a public by themselves, in the spelling a label restores; the plural in -s is understood. A null says
 * that the noun alone tells no kind of public: what follows it does.
 */
export const AUDIENCE_NOUNS: readonly (readonly [AudienceCategory | null, string])[] = [
  [
    null,
    "personne personnel public patientèle bénéficiaire usager usagère participant participante visiteur visiteuse " +
      "homme individu gens utilisateur utilisatrice client cliente spectateur adulte majeur majeure équipe groupe " +
      "membre résident résidente locataire actif active monde people person men user client visitor " +
      "adult member resident participant beneficiary beneficiaries group team staff",
  ],
  [
    "habitants",
    "habitant habitante population riverain riveraine citoyen citoyenne voisin voisine inhabitant neighbour citizen villageois villageoise administré administrée foyer ménage household électeur",
  ],
  [
    "familles",
    "famille parent mère père maman papa grand-parent grands-parents couple fratrie conjoint conjointe frère sœur family families mother father grandparent spouse",
  ],
  [
    "enfants",
    "enfant bébé nourrisson tout-petit tout-petits petit bambin nouveau-né nouveau-nés child children kid baby babies infant toddler",
  ],
  [
    "jeunes",
    "jeune adolescent adolescente ado jeunesse mineur mineure préadolescent préado garçon fille préadolescente youth teenager teen boy girl youngster",
  ],
  [
    "eleves",
    "élève collégien collégienne lycéen lycéenne écolier écolière scolaire classe pupil schoolchild schoolchildren",
  ],
  [
    "etudiants",
    "étudiant étudiante apprenti apprentie alternant alternante stagiaire doctorant doctorante student apprentice trainee undergraduate",
  ],
  ["femmes", "femme woman women"],
  [
    "personnes-agees",
    "senior aîné aînée ainé retraité retraitée pensionné pensionnée octogénaire sexagénaire elder elderly retiree pensioner",
  ],
  [
    "malades",
    "malade patient patiente diabétique asthmatique allergique convalescent convalescente hypertendu curiste donneur sick",
  ],
  [
    "personnes-handicapees",
    "handicapé handicapée malentendant malentendante malvoyant malvoyante sourd sourde aveugle autiste disabled",
  ],
  ["aidants", "aidant aidante proche entourage caregiver carer"],
  [
    "precaires",
    "précaire démuni démunie sans-abri SDF sans-papiers sans-logis réfugié réfugiée migrant migrante exilé exilée chômeur chômeuse demandeur demandeuse allocataire primo-arrivant primo-arrivante refugee unemployed homeless jobseeker",
  ],
  [
    "agents-publics",
    "agent agente fonctionnaire contractuel contractuelle policier policière gendarme pompier sapeur-pompier militaire magistrat firefighter",
  ],
  [
    "professionnels",
    "professionnel professionnelle salarié salariée travailleur travailleuse employé employée soignant soignante médecin infirmier " +
      "infirmière aide-soignant aide-soignante aides-soignants aides-soignantes enseignant enseignante professeur prof " +
      "instituteur institutrice AESH CPE éducateur éducatrice animateur animatrice agriculteur agricultrice artisan " +
      "artisane commerçant commerçante pharmacien pharmacienne kinésithérapeute kiné psychologue praticien praticienne " +
      "sage-femme sages-femmes chercheur chercheuse universitaire cadre ouvrier ouvrière formateur formatrice encadrant " +
      "encadrante entrepreneur entrepreneuse dirigeant dirigeante auto-entrepreneur indépendant indépendante " +
      "intermittent artiste journaliste éleveur viticulteur pêcheur marin chauffeur livreur assistant assistante " +
      "intervenant intervenante worker employee teacher nurse doctor " +
      "professional farmer practitioner educator researcher manager",
  ],
  [
    "adherents",
    "adhérent adhérente sociétaire mutualiste assuré assurée coopérateur coopératrice abonné abonnée affilié licencié licenciée subscriber policyholder",
  ],
  [
    "benevoles-militants",
    "bénévole militant militante élu élue délégué déléguée administrateur administratrice volontaire sympathisant sympathisante correspondant correspondante volunteer activist ambassadeur ambassadrice",
  ],
  [
    "organisations",
    "association entreprise collectivité commune mairie école collège lycée université établissement structure organisme institution club EHPAD crèche TPE PME PME-PMI ONG partenaire acteur commerce exploitation coopérative mutuelle hôpital hôpitaux clinique syndicat fédération company companies business businesses charity charities school organisation organization council partner",
  ],
  [
    "autre",
    "touriste vacancier vacancière promeneur promeneuse randonneur randonneuse sportif sportive consommateur consommatrice détenu détenue prisonnier auditeur lecteur lectrice internaute cycliste automobiliste festivalier passant passante supporter saisonnier saisonnière victime tourist prisoner consumer reader estivant estivante",
  ],
];
