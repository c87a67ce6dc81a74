"""The centres of expertise in social welfare that are known by name, and the areas they work over."""

from talkoot.home.management.demonstration.shape import Body, Covered
from talkoot.kit.languages import Texts

AREAS = "ekollega.fi"
ACT = "stm.fi; 1230/2001"
# Sources differ on eastern Uusimaa, so both centres are said to work there, neither for certain.
EASTERN = "phhyky.fi 20.2.2020: Päijät-Häme ja itäinen Uusimaa"


def _centre(
    slug: str,
    name: str,
    *areas: str,
    names: Texts | None = None,
    parent: str = "",
    descriptions: Texts | None = None,
    as_told: str = "",
    source: str = AREAS,
    also: Covered | None = None,
) -> Body:
    return Body(
        slug=slug,
        kind="centre_of_expertise",
        names=names
        or Texts(
            fi=f"Sosiaalialan osaamiskeskus {name}",
            sv=f"Kompetenscentret inom det sociala området {name}",
            en=f"Centre of Expertise in Social Welfare {name}",
        ),
        short_name=name,
        parent=parent,
        descriptions=descriptions or Texts(),
        source=ACT,
        covered=(
            Covered(
                areas,
                how="covers",
                source=f"{source}: {as_told}" if as_told else source,
                is_uncertain=bool(as_told),
            ),
            *((also,) if also else ()),
        ),
    )


UNIT = Body(
    slug="paijat-hame-tkki",
    kind="unit",
    names=Texts(
        fi="Päijät-Hämeen hyvinvointialueen TKKI-yksikkö",
        sv="TKKI-enheten vid Päijänne-Tavastlands välfärdsområde",
        en="TKKI unit of the wellbeing services county of Päijät-Häme",
    ),
    short_name="TKKI",
    parent="paijat-hame-hyvinvointialue",
    descriptions=Texts(
        fi="Koordinoi hyvinvointialueen tutkimus-, kehittämis-, koulutus- ja innovaatiotoimintaa.",
        sv="Samordnar forskningen, utvecklingen, utbildningen och innovationerna inom "
        "välfärdsområdet.",
        en="Coordinates research, development, education and innovation in the wellbeing services "
        "county.",
    ),
    source="Sosiaalialan osaamiskeskus Verso",
    covered=(Covered(("paijat-hame",)),),
)

BODIES = (
    UNIT,
    _centre(
        "poske",
        "Poske",
        "lappi",
        "pohjois-pohjanmaa",
        descriptions=Texts(
            fi="Erityistehtävänä saamenkielisen väestön palvelut.",
            sv="Särskilt uppdrag: service för den samisktalande befolkningen.",
            en="Its special task is services for people who speak Sámi.",
        ),
    ),
    _centre(
        "iso",
        "ISO",
        "kainuu",
        "pohjois-karjala",
        "pohjois-savo",
        "etela-savo",
        names=Texts(
            fi="Itä-Suomen sosiaalialan osaamiskeskus",
            sv="Östra Finlands kompetenscentrum inom det sociala området",
            en="Centre of Expertise in Social Welfare of Eastern Finland",
        ),
        descriptions=Texts(
            fi="Järjesti Itä-Suomen sosiaalityöpäivät Kuopiossa 9.–10.11.2009.",
            sv="Ordnade Östra Finlands socialarbetsdagar i Kuopio den 9–10 november 2009.",
            en="Held the Social Work Days of Eastern Finland in Kuopio on 9–10 November 2009.",
        ),
    ),
    _centre("koske", "Koske", "keski-suomi"),
    _centre(
        "sonet-botnia",
        "SONet BOTNIA",
        "etela-pohjanmaa",
        "keski-pohjanmaa",
        "pohjanmaa",
        source="ekollega.fi; pohjanmaanhyvinvointi.fi",
    ),
    _centre("pikassos", "Pikassos", "pirkanmaa", "satakunta", "kanta-hame"),
    _centre("vasso", "Vasso", "varsinais-suomi"),
    _centre("socom", "Socom", "kymenlaakso", "etela-karjala"),
    _centre(
        "verso",
        "Verso",
        "paijat-hame",
        also=Covered(("ita-uusimaa",), how="covers", source=EASTERN, is_uncertain=True),
        parent="paijat-hame-tkki",
        descriptions=Texts(
            fi="Toimii Päijät-Hämeen hyvinvointialueella osana TKKI-yksikköä.",
            sv="Verkar vid Päijänne-Tavastlands välfärdsområde som en del av TKKI-enheten.",
            en="Works in the wellbeing services county of Päijät-Häme as part of its TKKI unit.",
        ),
    ),
    _centre(
        "socca",
        "Socca",
        "helsinki",
        "lansi-uusimaa",
        "keski-uusimaa",
        "ita-uusimaa",
        "vantaa-kerava",
        as_told="Uusimaa",
    ),
    _centre(
        "fskc",
        "FSKC",
        "swedish-speakers",
        names=Texts(
            sv="Det finlandssvenska kompetenscentret inom det sociala området",
            fi="Suomenruotsalainen sosiaalialan osaamiskeskus",
            en="Centre of Expertise in Social Welfare for Swedish speakers in Finland",
        ),
        descriptions=Texts(
            fi="Palvelee ruotsinkielisiä yli aluerajojen.",
            sv="Betjänar svenskspråkiga över områdesgränserna.",
            en="Serves people who speak Swedish, over the borders of the counties.",
        ),
    ),
)
