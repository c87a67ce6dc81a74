"""The other organisations of the five projects: schools, authorities, municipalities, regions abroad."""

from talkoot.home.management.demonstration.shape import Body, Covered
from talkoot.kit.languages import Texts

EURA = "eura2014.fi"
INTERREG = "interregeurope.eu/near"
KANGASALA = "Kangasalan kaupungin juttusarja"

BODIES = (
    # Ministries and regional councils
    Body(
        slug="stm",
        kind="ministry",
        names=Texts(
            fi="Sosiaali- ja terveysministeriö",
            sv="Social- och hälsovårdsministeriet",
            en="Ministry of Social Affairs and Health",
        ),
        short_name="STM",
        web_address="https://stm.fi/",
    ),
    Body(
        slug="keski-suomen-liitto",
        kind="regional_council",
        names=Texts(
            fi="Keski-Suomen liitto",
            sv="Mellersta Finlands förbund",
            en="Regional Council of Central Finland",
        ),
        covered=(Covered(("region-keski-suomi",), how="covers"),),
    ),
    Body(
        slug="pirkanmaan-liitto",
        kind="regional_council",
        names=Texts(
            fi="Pirkanmaan liitto", sv="Birkalands förbund", en="Council of Tampere Region"
        ),
        covered=(Covered(("region-pirkanmaa",), how="covers"),),
    ),
    # Employers
    Body(
        slug="kt",
        kind="other",
        names=Texts(
            fi="KT Kuntatyönantajat",
            sv="KT Kommunarbetsgivarna",
            en="KT Local Government Employers",
        ),
        short_name="KT",
        business_id="0926151-4",
        web_address="https://www.kt.fi/",
        source=EURA,
    ),
    # Universities of applied sciences and universities
    Body(
        slug="tamk",
        kind="university_of_applied_sciences",
        names=Texts(
            fi="Tampereen ammattikorkeakoulu",
            sv="Tammerfors yrkeshögskola",
            en="Tampere University of Applied Sciences",
        ),
        short_name="TAMK",
        business_id="1015428-1",
        source=EURA,
        covered=(Covered(("pirkanmaa",)),),
    ),
    Body(
        slug="samk",
        kind="university_of_applied_sciences",
        names=Texts(
            fi="Satakunnan ammattikorkeakoulu",
            sv="Satakunta yrkeshögskola",
            en="Satakunta University of Applied Sciences",
        ),
        short_name="SAMK",
        business_id="2388924-4",
        source=EURA,
        covered=(Covered(("satakunta",)),),
    ),
    Body(
        slug="lab",
        kind="university_of_applied_sciences",
        names=Texts(
            fi="LAB-ammattikorkeakoulu",
            sv="Yrkeshögskolan LAB",
            en="LAB University of Applied Sciences",
        ),
        short_name="LAB",
        web_address="https://lab.fi/",
        covered=(Covered(("paijat-hame",), source="lab.fi"),),
    ),
    Body(
        slug="lapin-yliopisto",
        kind="university",
        names=Texts(fi="Lapin yliopisto", sv="Lapplands universitet", en="University of Lapland"),
        business_id="0292800-5",
        source=EURA,
        covered=(Covered(("lappi",)),),
    ),
    Body(
        slug="ita-suomen-yliopisto",
        kind="university",
        names=Texts(
            fi="Itä-Suomen yliopisto",
            sv="Östra Finlands universitet",
            en="University of Eastern Finland",
        ),
        short_name="UEF",
        business_id="2285733-9",
        source=EURA,
        covered=(Covered(("pohjois-savo", "pohjois-karjala")),),
    ),
    Body(
        slug="kuopion-yliopisto",
        kind="university",
        names=Texts(fi="Kuopion yliopisto", sv="Kuopio universitet", en="University of Kuopio"),
        covered=(Covered(("pohjois-savo",)),),
    ),
    Body(
        slug="jyvaskylan-yliopisto",
        kind="university",
        names=Texts(
            fi="Jyväskylän yliopisto", sv="Jyväskylä universitet", en="University of Jyväskylä"
        ),
        short_name="JYU",
        covered=(Covered(("keski-suomi",)),),
    ),
    Body(
        slug="jyvaskylan-avoin-yliopisto",
        kind="unit",
        names=Texts(
            fi="Jyväskylän yliopiston avoin yliopisto",
            sv="Öppna universitetet vid Jyväskylä universitet",
            en="Open University of the University of Jyväskylä",
        ),
        parent="jyvaskylan-yliopisto",
        covered=(Covered(("keski-suomi",)),),
    ),
    # Municipalities
    Body(
        slug="pihtipudas",
        kind="municipality",
        names=Texts(
            fi="Pihtiputaan kunta", sv="Pihtipudas kommun", en="Municipality of Pihtipudas"
        ),
        business_id="0243027-4",
        source=EURA,
        web_address="https://www.pihtipudas.fi/",
        covered=(Covered(("pihtipudas",)),),
    ),
    Body(
        slug="kangasala",
        kind="municipality",
        names=Texts(fi="Kangasalan kaupunki", sv="Kangasala stad", en="City of Kangasala"),
        descriptions=Texts(
            fi="Yli 32 000 asukasta. Kaupungilla on yli 2 000 työntekijää kolmessa "
            "palvelukeskuksessa, vesiliikelaitoksessa ja tytäryhtiöissä.",
            sv="Över 32 000 invånare. Staden har över 2 000 anställda i tre servicecentraler, "
            "ett vattenverk och dotterbolag.",
            en="More than 32 000 residents. The city has more than 2 000 employees in three "
            "service centres, a water utility and subsidiaries.",
        ),
        source=KANGASALA,
        covered=(Covered(("kangasala",)),),
    ),
    Body(
        slug="kangasala-sivistyskeskus",
        kind="unit",
        names=Texts(
            fi="Kangasalan kaupungin sivistyskeskus",
            sv="Bildningscentralen i Kangasala stad",
            en="Education and culture centre of the City of Kangasala",
        ),
        parent="kangasala",
        descriptions=Texts(
            fi="Palvelualueina varhaiskasvatus, opetuspalvelut sekä kulttuuri- ja "
            "vapaa-aikapalvelut.",
            sv="Serviceområdena är småbarnspedagogik, undervisning samt kultur- och fritidstjänster.",
            en="Its services are early childhood education, schools, and culture and leisure.",
        ),
        source=KANGASALA,
        covered=(Covered(("kangasala",)),),
    ),
    # Regions abroad
    Body(
        slug="navarra",
        kind="foreign_region",
        names=Texts(
            fi="Navarran aluehallitus",
            sv="Navarras regionstyre",
            en="Regional Government of Navarre",
            es="Gobierno de Navarra",
        ),
        country="ES",
        source=INTERREG,
        covered=(Covered(("navarra",)),),
    ),
    Body(
        slug="vysocina",
        kind="foreign_region",
        names=Texts(
            fi="Vysočinan alue", sv="Regionen Vysočina", en="Vysočina Region", cs="Kraj Vysočina"
        ),
        country="CZ",
        source=INTERREG,
        covered=(Covered(("vysocina",)),),
    ),
    Body(
        slug="mechelen",
        kind="foreign_region",
        names=Texts(
            fi="Mechelenin alue", sv="Mechelenregionen", en="Mechelen region", nl="Regio Mechelen"
        ),
        country="BE",
        source=INTERREG,
        covered=(Covered(("mechelen",)),),
    ),
)
