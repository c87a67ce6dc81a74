"""Attendance reports as the meeting programs write them, in every form that a test asks for."""

from collections.abc import Sequence

Lines = Sequence[Sequence[str]]

TEAMS = {
    "en": (
        ("1. Summary",),
        ("Meeting title", "Webinaari"),
        ("Attended participants", "3"),
        ("Start time", "5/12/26, 9:00:00 AM"),
        ("End time", "5/12/26, 11:00:00 AM"),
        ("Meeting duration", "2h"),
        (),
        ("2. Participants",),
        ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"),
        ("Testi Esimerkki", "5/12/26, 9:00:00 AM", "5/12/26, 11:00:00 AM", "1h 30m", "testi@example.org", "testi@example.org", "Presenter"),
        ("Toinen Esimerkki (Guest)", "5/12/26, 9:30:00 AM", "5/12/26, 10:00:00 AM", "30m", "", "", "Attendee"),
        (),
        ("3. In-Meeting Activities",),
        ("Name", "Join Time", "Leave Time", "Duration", "Email", "Role"),
        ("Testi Esimerkki", "5/12/26, 9:00:00 AM", "5/12/26, 10:00:00 AM", "1h", "testi@example.org", "Presenter"),
        ("Testi Esimerkki", "5/12/26, 10:30:00 AM", "5/12/26, 11:00:00 AM", "30m", "testi@example.org", "Presenter"),
        ("Toinen Esimerkki (Guest)", "5/12/26, 9:30:00 AM", "5/12/26, 10:00:00 AM", "30m", "", "Attendee"),
    ),
    "fi": (
        ("1. Yhteenveto",),
        ("Kokouksen otsikko", "Webinaari"),
        ("Alkamisaika", "12.5.2026 klo 9.00.00"),
        (),
        ("2. Osallistujat",),
        ("Nimi", "Ensimmäinen liittyminen", "Viimeinen poistuminen", "Kesto kokouksessa", "Sähköposti", "Osallistujan tunnus (UPN)", "Rooli"),
        ("Testi Esimerkki", "12.5.2026 klo 9.00.00", "12.5.2026 klo 11.00.00", "1 t 30 min", "testi@example.org", "testi@example.org", "Esittäjä"),
        ("Toinen Esimerkki (Vieras)", "12.5.2026 klo 9.30.00", "12.5.2026 klo 10.00.00", "30 min", "", "", "Osallistuja"),
        (),
        ("3. Kokouksen aikaiset toiminnot",),
        ("Nimi", "Liittymisaika", "Poistumisaika", "Kesto", "Sähköposti", "Rooli"),
        ("Testi Esimerkki", "12.5.2026 klo 9.00.00", "12.5.2026 klo 10.00.00", "1 t", "testi@example.org", "Esittäjä"),
        ("Testi Esimerkki", "12.5.2026 klo 10.30.00", "12.5.2026 klo 11.00.00", "30 min", "testi@example.org", "Esittäjä"),
        ("Toinen Esimerkki (Vieras)", "12.5.2026 klo 9.30.00", "12.5.2026 klo 10.00.00", "30 min", "", "Osallistuja"),
    ),
    "sv": (
        ("1. Sammanfattning",),
        ("Mötesrubrik", "Webinaari"),
        ("Starttid", "2026-05-12 09:00:00"),
        (),
        ("2. Deltagare",),
        ("Namn", "Första anslutning", "Senast lämnade", "Varaktighet i mötet", "E-post", "Deltagar-ID (UPN)", "Roll"),
        ("Testi Esimerkki", "2026-05-12 09:00:00", "2026-05-12 11:00:00", "1 tim 30 min", "testi@example.org", "testi@example.org", "Presentatör"),
        ("Toinen Esimerkki (Gäst)", "2026-05-12 09:30:00", "2026-05-12 10:00:00", "30 min", "", "", "Deltagare"),
        (),
        ("3. Aktiviteter i mötet",),
        ("Namn", "Anslutningstid", "Tid då deltagaren lämnade", "Varaktighet", "E-post", "Roll"),
        ("Testi Esimerkki", "2026-05-12 09:00:00", "2026-05-12 10:00:00", "1 tim", "testi@example.org", "Presentatör"),
        ("Testi Esimerkki", "2026-05-12 10:30:00", "2026-05-12 11:00:00", "30 min", "testi@example.org", "Presentatör"),
        ("Toinen Esimerkki (Gäst)", "2026-05-12 09:30:00", "2026-05-12 10:00:00", "30 min", "", "Deltagare"),
    ),
}  # fmt: skip  # a row of a file is a line

ZOOM = {
    "en": (
        ("Topic", "Meeting ID", "Host email", "Start Time", "End Time", "Participants"),
        ("Webinaari", "123 4567 8901", "esitys@example.org", "05/12/2026 09:00:00 AM", "05/12/2026 11:00:00 AM", "3"),
        (),
        ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest", "Recording Consent", "In Waiting Room"),
        ("Testi Esimerkki", "testi@example.org", "05/12/2026 09:00:00 AM", "05/12/2026 10:00:00 AM", "60", "No", "", "No"),
        ("Testi Esimerkki", "testi@example.org", "05/12/2026 10:30:00 AM", "05/12/2026 11:00:00 AM", "30", "No", "", "No"),
        ("Toinen Esimerkki", "", "05/12/2026 09:28:00 AM", "05/12/2026 09:30:00 AM", "2", "Yes", "", "Yes"),
        ("Toinen Esimerkki", "", "05/12/2026 09:30:00 AM", "05/12/2026 10:00:00 AM", "30", "Yes", "", "No"),
    ),
    "fi": (
        ("Nimi (alkuperäinen nimi)", "Käyttäjän sähköposti", "Liittymisaika", "Poistumisaika", "Kesto (minuuttia)", "Vieras", "Odotushuoneessa"),
        ("Testi Esimerkki", "testi@example.org", "12.05.2026 09:00:00", "12.05.2026 10:00:00", "60", "Ei", "Ei"),
        ("Testi Esimerkki", "testi@example.org", "12.05.2026 10:30:00", "12.05.2026 11:00:00", "30", "Ei", "Ei"),
        ("Toinen Esimerkki", "", "12.05.2026 09:30:00", "12.05.2026 10:00:00", "30", "Kyllä", "Ei"),
    ),
    "sv": (
        ("Namn (ursprungligt namn)", "Användarens e-post", "Anslutningstid", "Lämnade", "Varaktighet (minuter)", "Gäst", "I väntrum"),
        ("Testi Esimerkki", "testi@example.org", "2026-05-12 09:00:00", "2026-05-12 10:00:00", "60", "Nej", "Nej"),
        ("Testi Esimerkki", "testi@example.org", "2026-05-12 10:30:00", "2026-05-12 11:00:00", "30", "Nej", "Nej"),
        ("Toinen Esimerkki", "", "2026-05-12 09:30:00", "2026-05-12 10:00:00", "30", "Ja", "Nej"),
    ),
}  # fmt: skip  # a row of a file is a line

WEBEX = {
    "en": (
        ("Meeting Name", "Meeting Start Time", "Meeting End Time", "Display Name", "First Name", "Last Name", "Role", "Attendee Email", "Join Time", "Leave Time", "Attendance Duration", "Connection Type", "Session Name"),
        ("Webinaari", '="2026-05-12 09:00:00"', '="2026-05-12 11:00:00"', "Testi Esimerkki", "Testi", "Esimerkki", "Host", "testi@example.org", '="2026-05-12 09:00:00"', '="2026-05-12 10:00:00"', "60 mins", "Desktop app", ""),
        ("Webinaari", '="2026-05-12 09:00:00"', '="2026-05-12 11:00:00"', "Testi Esimerkki", "Testi", "Esimerkki", "Host", "testi@example.org", '="2026-05-12 10:30:00"', '="2026-05-12 11:00:00"', "30 mins", "Mobile app", ""),
        ("Webinaari", '="2026-05-12 09:00:00"', '="2026-05-12 11:00:00"', "Toinen Esimerkki", "Toinen", "Esimerkki", "Attendee", "", '="2026-05-12 09:30:00"', '="2026-05-12 10:00:00"', "30 mins", "Web app", ""),
    ),
}  # fmt: skip  # a row of a file is a line

OLD_LIST = {
    "en": (
        ("Full Name", "User Action", "Timestamp"),
        ("Testi Esimerkki", "Joined before", "5/12/2026, 9:00:00 AM"),
        ("Testi Esimerkki", "Left", "5/12/2026, 10:00:00 AM"),
        ("Toinen Esimerkki", "Joined", "5/12/2026, 9:30:00 AM"),
        ("Toinen Esimerkki", "Left", "5/12/2026, 10:00:00 AM"),
        ("Testi Esimerkki", "Joined", "5/12/2026, 10:30:00 AM"),
    ),
    "fi": (
        ("Koko nimi", "Käyttäjän toiminto", "Aikaleima"),
        ("Testi Esimerkki", "Liittyi aiemmin", "12.5.2026 klo 9.00.00"),
        ("Testi Esimerkki", "Poistui", "12.5.2026 klo 10.00.00"),
        ("Toinen Esimerkki", "Liittyi", "12.5.2026 klo 9.30.00"),
        ("Toinen Esimerkki", "Poistui", "12.5.2026 klo 10.00.00"),
        ("Testi Esimerkki", "Liittyi", "12.5.2026 klo 10.30.00"),
    ),
    "sv": (
        ("Fullständigt namn", "Användaråtgärd", "Tidsstämpel"),
        ("Testi Esimerkki", "Anslöt tidigare", "2026-05-12 09:00:00"),
        ("Testi Esimerkki", "Lämnade", "2026-05-12 10:00:00"),
        ("Toinen Esimerkki", "Anslöt", "2026-05-12 09:30:00"),
        ("Toinen Esimerkki", "Lämnade", "2026-05-12 10:00:00"),
        ("Testi Esimerkki", "Anslöt", "2026-05-12 10:30:00"),
    ),
}  # fmt: skip  # a row of a file is a line


def written(lines: Lines, separator: str = "\t", encoding: str = "utf-16") -> bytes:
    """The file: cells are quoted where they must be, lines end as on Windows."""

    def cell(text: str) -> str:
        if separator in text or '"' in text:
            return '"' + text.replace('"', '""') + '"'
        return text

    return "\r\n".join(separator.join(map(cell, line)) for line in lines).encode(encoding)
