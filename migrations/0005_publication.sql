-- Addresses that the product now keeps for itself: a network that bears one would be out of reach.
update networks set slug = slug || '-' || substr(replace(id::text, '-', ''), 25)
where slug in ('commun', 'common', 'compte', 'connexion', 'invitation', 'recherche', 'territoires', 'vocabulaire', 'aide');
