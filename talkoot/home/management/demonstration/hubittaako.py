"""Hubittaako: a hub for remote work and study in the old pharmacy of a small municipality."""

from decimal import Decimal

from talkoot.home.management.demonstration.shape import Decided, Partner, Said, Story, period
from talkoot.kit.languages import Texts

REGISTER = "eura2014.fi, A75860"
ARTICLE = "Etätyökeskus mahdollistaa alueellisen kehittymisen (artikkeli)"
PRESS = "Maaseudun Tulevaisuus"

HUBITTAAKO = Story(
    slug="hubittaako",
    owner="pihtipudas",
    names=Texts(
        fi="Hubittaako? Keski-Suomen yhteisöllisten työtilojen yhteistyöverkoston kehittäminen ja "
        "alueellisiin koulutustarpeisiin vastaaminen avoimella korkeakouluopetuksella",
        en="Wanna Hub?",
    ),
    period=period("2.3.2020", "28.2.2022"),
    programme="erdf-2014",
    basics={
        "short_names": Texts(fi="Hubittaako?", en="Wanna Hub?"),
        "code": "A75860",
        "priority": Texts(
            fi="2 Uusimman tiedon ja osaamisen tuottaminen ja hyödyntäminen",
            sv="2 Att ta fram och använda den senaste kunskapen och kompetensen",
            en="2 Producing and using the latest knowledge and skills",
        ),
        "specific_objective": Texts(
            fi="4.1 Tutkimus-, osaamis- ja innovaatiokeskittymien kehittäminen alueellisten "
            "vahvuuksien pohjalta",
            sv="4.1 Att utveckla kluster för forskning, kompetens och innovation utifrån regionala "
            "styrkor",
            en="4.1 Developing clusters of research, expertise and innovation from regional strengths",
        ),
        "summaries": Texts(
            fi="Hanke avasi Pihtiputaan keskustaan, entiseen apteekkiin, etätyökeskus HUBteekin, "
            "jossa voi tehdä etätyötä, opiskella ja kokoontua. Samalla rakennettiin "
            "yhteisöllisten työtilojen verkostoa Keski-Suomeen ja tuotiin korkeakouluopintoja "
            "lähemmäs ihmisiä.",
            sv="Projektet öppnade distansarbetscentret HUBteekki i det gamla apoteket i centrum av "
            "Pihtipudas, en plats för distansarbete, studier och möten. Samtidigt byggdes ett "
            "nätverk av gemensamma arbetsrum i Mellersta Finland, och högskolestudier fördes "
            "närmare människorna.",
            en="The project opened HUBteekki, a remote work hub, in the old pharmacy in the centre "
            "of Pihtipudas: a place to work remotely, to study and to meet. At the same time it "
            "built a network of coworking spaces over Central Finland and brought higher education "
            "closer to people.",
        ),
        "aims": Texts(
            fi="Etätyökeskus tuo paikkakunnalle tilan etätyölle sekä jatkuvaa oppimista ja "
            "työssäoppimista paikallisiin organisaatioihin. Opinnot järjestetään omalla "
            "paikkakunnalla ja etäyhteyksin, jotta myös perheelliset ja työssäkäyvät voivat "
            "opiskella. Vuoden 2021 alusta HUBteekissa on opiskellut 12 opiskelijaa tavoitteenaan "
            "sosionomin (AMK) tutkinto. Tarve tuli esiin, kun kunnassa selvitettiin, millaisia "
            "osaajia eri toimialoilla tulevaisuudessa tarvitaan.",
            sv="Distansarbetscentret ger orten ett rum för distansarbete och de lokala "
            "organisationerna kontinuerligt lärande och lärande i arbetet. Studierna ordnas på "
            "hemorten och på distans, så att också den som har familj eller jobb kan studera. Från "
            "början av 2021 har 12 studerande studerat på HUBteekki med socionomexamen (YH) som "
            "mål. Behovet kom fram när kommunen utredde vilka yrkesgrupper som behövs i framtiden.",
            en="The hub gives the place a room for remote work, and its organisations continuous "
            "learning and learning at work. Studies are held close to home and over remote "
            "connections, so that people with families and jobs can study too. Since the beginning "
            "of 2021, 12 students have studied at HUBteekki for a bachelor's degree in social "
            "services. The need came up when the municipality surveyed which professionals its "
            "sectors will be needing.",
        ),
        "web_address": "https://www.pihtipudas.fi/",
    },
    areas=("pihtipudas", "region-keski-suomi"),
    topics=("remote-work-hubs", "continuous-learning", "workforce-needs", "rural-development"),
    target_groups=("residents", "students", "remote-workers", "associations"),
    partners=(
        Partner(
            "coordinator",
            "pihtipudas",
            task=Texts(
                fi="Hallinnoi hanketta.",
                sv="Administrerar projektet.",
                en="Administers the project.",
            ),
        ),
        Partner("part_implementer", "jyvaskylan-avoin-yliopisto"),
        Partner("funder", "keski-suomen-liitto"),
    ),
    goals=(
        Texts(
            fi="Keski-Suomeen syntyy yhteisöllisten työtilojen verkosto, jossa jokaisella tilalla on "
            "oma painotuksensa ja ihmiset voivat liikkua tilasta toiseen",
            sv="I Mellersta Finland uppstår ett nätverk av gemensamma arbetsrum, där varje plats har "
            "sin egen inriktning och människor kan röra sig mellan dem",
            en="Central Finland gets a network of coworking spaces, each with its own emphasis, "
            "between which people can move",
        ),
        Texts(
            fi="Korkeakouluopinnot tulevat maaseudulle työtilojen kautta",
            sv="Högskolestudier når landsbygden genom arbetsrummen",
            en="Higher education reaches the countryside through the hubs",
        ),
        Texts(
            fi="Yhteisömanagerit saavat koulutusta",
            sv="Rummens värdar får utbildning",
            en="Community managers get training",
        ),
        Texts(
            fi="Yhteinen kanava kertoo kaikkien työtilojen tulevista tapahtumista",
            sv="En gemensam kanal berättar om kommande evenemang på alla platser",
            en="A common channel tells of the coming events of every hub",
        ),
    ),
    decision=Decided(Decimal(293323), source=ARTICLE),
    remarks=(
        Said(
            "funding",
            Texts(
                fi="Artikkelin mukaan hanketta rahoittaa Keski-Suomen liitto. Rahoittajan "
                "tietopalvelu nimeää viranomaiseksi nykyisin Pirkanmaan liiton.",
                sv="Enligt artikeln finansieras projektet av Mellersta Finlands förbund. "
                "Finansiärens register anger numera Birkalands förbund som myndighet.",
                en="According to the article, the Regional Council of Central Finland funds the "
                "project. The funder's register now names the Council of Tampere Region as the "
                "authority.",
            ),
            source=REGISTER,
            is_uncertain=True,
        ),
        Said(
            "budget",
            Texts(
                fi="Kokonaisbudjetti on artikkelista. Rahoituspäätöksen numeroa ja päivää ei tiedetä.",
                sv="Den totala budgeten är från artikeln. Beslutets nummer och datum är inte kända.",
                en="The total budget is from the article. The number and day of the decision are not "
                "known.",
            ),
            source=ARTICLE,
        ),
        Said(
            "events",
            Texts(
                fi="HUBteekki avattiin elokuussa 2020. Siinä on noin 130 neliömetriä yhdessä "
                "kerroksessa. Viikossa kävi noin kolmekymmentä kävijää, vilkkaimmalla viikolla yli "
                "sata. Tilaa käyttivät yhdistykset, kurssit ja opiskelijat.",
                sv="HUBteekki öppnade i augusti 2020. Det har ungefär 130 kvadratmeter i ett plan. "
                "På en vecka kom ungefär trettio besökare, under den livligaste över hundra. Rummen "
                "användes av föreningar, kurser och studerande.",
                en="HUBteekki opened in August 2020. It has about 130 square metres on one floor. "
                "Some thirty visitors came in a week, over a hundred in the busiest. It was used by "
                "associations, courses and students.",
            ),
            source=PRESS,
        ),
        Said(
            "all",
            Texts(
                fi="Tiedot on koottu rahoittajan tietopalvelusta, kunnan sivuilta ja hankkeesta "
                "kertovista artikkeleista.",
                sv="Uppgifterna kommer från finansiärens register, kommunens webbplats och artiklar "
                "om projektet.",
                en="The facts come from the funder's register, the municipality's website and "
                "articles about the project.",
            ),
            source=f"{REGISTER}; pihtipudas.fi; {ARTICLE}; {PRESS}",
        ),
    ),
)
