"""The events of North Savo's project, and the conference where its results were told."""

from talkoot.home.management.demonstration.events_shape import Heads, Told, ToldSeries
from talkoot.home.management.demonstration.pohjois_savo import ABSTRACT
from talkoot.home.management.demonstration.shape import period
from talkoot.kit.languages import Texts

ON_SITE = {"on_site": True, "takes_registrations": False, "languages": ["fi"]}
IN_THE_PROJECT = period("8/2007", "9/2009")

SERIES = (
    ToldSeries(
        "pohjois-savon-tyokokoukset",
        "iso",
        "meetings",
        Texts(
            fi="Pohjois-Savon sosiaalijohdon työkokoukset",
            sv="Socialledningens arbetsmöten i Norra Savolax",
            en="Working meetings of the social services managers of North Savo",
        ),
        Texts(
            fi="Maakunnalliset työkokoukset kiertävät seutukunnalta toiselle. Lähde ei kerro, montako "
            "kokousta pidettiin, milloin ne olivat eikä missä järjestyksessä seutukunnat isännöivät: "
            "päiviä ei siksi ole. Seutukuntien nimetkään eivät ole lähteestä vaan yleistietoa: ne ovat "
            "Tilastokeskuksen seutukuntaluokituksesta sellaisina kuin ne vuosina 2007–2009 olivat, "
            "aakkosjärjestyksessä.",
            sv="Landskapets arbetsmöten går i tur mellan de ekonomiska regionerna. Källan berättar inte "
            "hur många möten som hölls, när de var eller i vilken ordning regionerna var värdar. "
            "Därför saknas dagar. Inte heller regionernas namn är ur källan utan allmänt kända: de är "
            "ur Statistikcentralens indelning i ekonomiska regioner som den var 2007–2009, i "
            "alfabetisk ordning.",
            en="The working meetings of the region go round its sub-regions. The source does not say "
            "how many meetings there were, when they were, or in which order the sub-regions hosted: "
            "so there are no days. Nor are the names of the sub-regions from the source, they are "
            "general knowledge: they are from the classification of Statistics Finland as it was in "
            "2007–2009, in alphabetical order.",
        ),
        project="pohjois-savo",
        turns=(
            "seutu-koillis-savo",
            "seutu-kuopio",
            "seutu-sisa-savo",
            "seutu-varkaus",
            "seutu-yla-savo",
        ),
        duties=Texts(
            fi="Laatia työkokouksen ohjelma\nHoitaa käytännön järjestelyt",
            sv="Göra upp arbetsmötets program\nSköta de praktiska arrangemangen",
            en="Make the programme of the working meeting\nTake care of the practical arrangements",
        ),
    ),
)

EVENTS = (
    Told(
        slug="kuntalaisen-paras-seminaari",
        organisation="iso",
        kind="seminar",
        titles=Texts(
            fi="Kuntalaisen Paras-seminaari",
            sv="Paras-seminarium för kommuninvånaren",
            en="Paras seminar: a resident's view",
        ),
        period=IN_THE_PROJECT,
        summaries=Texts(
            fi="Seminaari keräsi lähes 90 osallistujaa Pohjois-Savon kunnista.",
            sv="Seminariet samlade nästan 90 deltagare från kommunerna i Norra Savolax.",
            en="The seminar gathered nearly 90 participants from the municipalities of North Savo.",
        ),
        descriptions=Texts(
            fi="Lähde ei kerro seminaarin päivää eikä paikkaa. Se pidettiin hankkeen aikana.",
            sv="Källan berättar inte dagen eller platsen. Seminariet hölls under projektet.",
            en="The source gives neither the day nor the place. It was held during the project.",
        ),
        project="pohjois-savo",
        topics=("service-management", "regional-cooperation"),
        area="region-pohjois-savo",
        source=ABSTRACT,
        fields={**ON_SITE, "place": "Pohjois-Savo"},
        heads=Heads(
            90,
            Texts(
                fi="Pohjois-Savon kuntien kuntajohtoa, luottamushenkilöjohtoa ja sosiaalijohtoa",
                sv="Kommunledning, förtroendevald ledning och socialledning från kommunerna i Norra "
                "Savolax",
                en="Municipal managers, leading elected members and social services managers from "
                "the municipalities of North Savo",
            ),
            "Lähteen mukaan ”lähes 90 osallistujaa”",
            ABSTRACT,
            is_approximate=True,
        ),
    ),
    Told(
        slug="pohjois-savon-hankkeen-loppuseminaari",
        organisation="iso",
        kind="seminar",
        titles=Texts(
            fi="Pohjois-Savon sosiaalijohdon kehittämishankkeen loppuseminaari",
            sv="Slutseminarium för projektet i Norra Savolax",
            en="Closing seminar of the North Savo project",
        ),
        period=period("2009", "2009"),
        summaries=Texts(
            fi="Hankkeen loppuseminaari, jossa paikalla oli myös peruspalveluministeri.",
            sv="Projektets slutseminarium, där också omsorgsministern deltog.",
            en="The closing seminar of the project; the Minister of Health and Social Services was "
            "also there.",
        ),
        descriptions=Texts(
            fi="Lähde ei kerro päivää, paikkaa eikä osallistujien määrää. Vuosi on päätelty siitä, että "
            "hanke päättyi 30.9.2009.",
            sv="Källan berättar inte dagen, platsen eller antalet deltagare. Året är en slutsats av att "
            "projektet slutade 30.9.2009.",
            en="The source gives neither the day, the place nor the number of participants. The year is "
            "inferred from the project's end on 30 September 2009.",
        ),
        project="pohjois-savo",
        topics=("service-management", "peer-support"),
        area="region-pohjois-savo",
        source=ABSTRACT,
        fields={**ON_SITE, "place": "Pohjois-Savo"},
    ),
    Told(
        slug="ita-suomen-sosiaalityopaivat-2009",
        organisation="iso",
        kind="conference",
        titles=Texts(
            fi="Itä-Suomen sosiaalityöpäivät 2009",
            sv="Socialarbetsdagarna i Östra Finland 2009",
            en="Social work days of Eastern Finland 2009",
        ),
        period=period("9.11.2009", "10.11.2009"),
        summaries=Texts(
            fi="Kaksipäiväiset sosiaalityöpäivät Kuopiossa. Tiivistelmät jaettiin kaikille "
            "osallistujille.",
            sv="Två dagar om socialt arbete i Kuopio. Sammandragen delades ut till alla deltagare.",
            en="Two days on social work in Kuopio. The abstracts were given to all participants.",
        ),
        descriptions=Texts(
            fi="Päivillä kerrottiin muun muassa Pohjois-Savon sosiaalijohdon kehittämishankkeen "
            "tuloksista. Hanke oli silloin jo päättynyt, joten päivät eivät ole minkään hankkeen "
            "tapahtuma.",
            sv="Under dagarna berättades bland annat om resultaten av projektet i Norra Savolax. "
            "Projektet hade då redan slutat, så dagarna hör inte till något projekt.",
            en="Among other things the results of the North Savo project were told there. The project "
            "had ended by then, so the days belong to no project.",
        ),
        topics=("service-management", "competence-development"),
        area="kuopio",
        source=ABSTRACT,
        fields={**ON_SITE, "place": "Kuopio"},
    ),
)
