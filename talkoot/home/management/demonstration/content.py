"""All of the demonstration, in the order in which it is loaded."""

from talkoot.home.management.demonstration import centres, counties, others
from talkoot.home.management.demonstration.etana_enemman import ETANA_ENEMMAN
from talkoot.home.management.demonstration.hubittaako import HUBITTAAKO
from talkoot.home.management.demonstration.kangasala import KANGASALA
from talkoot.home.management.demonstration.near import NEAR
from talkoot.home.management.demonstration.pohjois_savo import POHJOIS_SAVO

BODIES = (*counties.BODIES, *centres.BODIES, *others.BODIES)
STORIES = (NEAR, POHJOIS_SAVO, KANGASALA, ETANA_ENEMMAN, HUBITTAAKO)
