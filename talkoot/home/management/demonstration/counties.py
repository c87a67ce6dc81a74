"""The 21 wellbeing services counties, and Helsinki, which carries the same duties itself."""

from talkoot.home.management.demonstration.shape import Body, Covered
from talkoot.kit.languages import Texts

SOURCE = "stm.fi"

# area's code: the county's name in Finnish (genitive), Swedish (genitive) and English
COUNTIES = {
    "lappi": ("Lapin", "Lapplands", "Lapland"),
    "pohjois-pohjanmaa": ("Pohjois-Pohjanmaan", "Norra Österbottens", "North Ostrobothnia"),
    "kainuu": ("Kainuun", "Kajanalands", "Kainuu"),
    "keski-pohjanmaa": ("Keski-Pohjanmaan", "Mellersta Österbottens", "Central Ostrobothnia"),
    "keski-suomi": ("Keski-Suomen", "Mellersta Finlands", "Central Finland"),
    "pohjois-savo": ("Pohjois-Savon", "Norra Savolax", "North Savo"),
    "pohjois-karjala": ("Pohjois-Karjalan", "Norra Karelens", "North Karelia"),
    "etela-savo": ("Etelä-Savon", "Södra Savolax", "South Savo"),
    "etela-pohjanmaa": ("Etelä-Pohjanmaan", "Södra Österbottens", "South Ostrobothnia"),
    "pirkanmaa": ("Pirkanmaan", "Birkalands", "Pirkanmaa"),
    "kanta-hame": ("Kanta-Hämeen", "Egentliga Tavastlands", "Kanta-Häme"),
    "pohjanmaa": ("Pohjanmaan", "Österbottens", "Ostrobothnia"),
    "satakunta": ("Satakunnan", "Satakunta", "Satakunta"),
    "varsinais-suomi": ("Varsinais-Suomen", "Egentliga Finlands", "Southwest Finland"),
    "lansi-uusimaa": ("Länsi-Uudenmaan", "Västra Nylands", "Western Uusimaa"),
    "keski-uusimaa": ("Keski-Uudenmaan", "Mellersta Nylands", "Central Uusimaa"),
    "ita-uusimaa": ("Itä-Uudenmaan", "Östra Nylands", "Eastern Uusimaa"),
    "paijat-hame": ("Päijät-Hämeen", "Päijänne-Tavastlands", "Päijät-Häme"),
    "kymenlaakso": ("Kymenlaakson", "Kymmenedalens", "Kymenlaakso"),
    "etela-karjala": ("Etelä-Karjalan", "Södra Karelens", "South Karelia"),
    "vantaa-kerava": ("Vantaan ja Keravan", "Vanda och Kervo", "Vantaa and Kerava"),
}

HELSINKI = Body(
    slug="helsinki",
    kind="municipality",
    names=Texts(fi="Helsingin kaupunki", sv="Helsingfors stad", en="City of Helsinki"),
    descriptions=Texts(
        fi="Helsinki järjestää itse ne palvelut, joista muualla vastaa hyvinvointialue.",
        sv="Helsingfors ordnar självt den service som välfärdsområdena svarar för på andra håll.",
        en="Helsinki itself provides what is elsewhere the duty of a wellbeing services county.",
    ),
    source=SOURCE,
    covered=(Covered(("helsinki",), source=SOURCE),),
)

BODIES = (
    *(
        Body(
            slug=f"{area}-hyvinvointialue",
            kind="wellbeing_county",
            names=Texts(
                fi=f"{finnish} hyvinvointialue",
                sv=f"{swedish} välfärdsområde",
                en=f"Wellbeing services county of {english}",
            ),
            source=SOURCE,
            covered=(Covered((area,), source=SOURCE),),
        )
        for area, (finnish, swedish, english) in COUNTIES.items()
    ),
    HELSINKI,
)
