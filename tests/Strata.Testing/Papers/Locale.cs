namespace Strata.Testing.Papers;

/// <summary>How papers of a country are written: words, numbers, days, names.</summary>
internal sealed record Locale(string Country, string Currency, string Sign, string Group, char Mark, decimal[] Rates)
{
    /// <summary>Format strings of days; the first is the most common.</summary>
    public required string[] Days { get; init; }

    /// <summary>Synonyms by concept.</summary>
    public required IReadOnlyDictionary<string, string[]> Words { get; init; }
    public required string[] Months { get; init; }
    public required string[] Firms { get; init; }
    public required string[] Forms { get; init; }
    public required string[] People { get; init; }
    public required string[] Streets { get; init; }
    public required string[] Towns { get; init; }
    public required string[] Goods { get; init; }

    /// <summary>Pattern of tax numbers: <c>#</c> is a digit.</summary>
    public required string VatId { get; init; }

    /// <summary>Accounts that the registry prints as examples.</summary>
    public required string[] Ibans { get; init; }
    public required string Phone { get; init; }

    public static readonly Locale Britain = new("GB", "GBP", "£", ",", '.', [20, 20, 5])
    {
        Days = ["dd/MM/yyyy", "d MMMM yyyy", "dd MMM yyyy", "d-MMM-yy", "dd.MM.yyyy"],
        Words = Vocabulary.English,
        Months = Vocabulary.EnglishMonths,
        Firms = ["Harrow Lane", "Thornbury", "Pell & Marsh", "Oakfield", "Wren Street", "Kestrel", "Northgate", "Ashdown"],
        Forms = [" Ltd", " Limited", " LLP", " plc", " & Sons", " Services Ltd", ""],
        People = ["Hannah Price", "Tom Whitlock", "Priya Nair", "George Ashby", "Mrs E Lowther", "Dr Colin Baird", "Sian Rees"],
        Streets = ["14 Mill Road", "3 Canal Wharf", "Unit 7, Dales Estate", "221 High Street", "8 Rectory Close", "The Old Forge"],
        Towns = ["Leeds LS1 4AP", "Bristol BS1 5TR", "York YO1 7HH", "London SE1 9GF", "Norwich NR2 1TF"],
        Goods = ["Oak shelf", "Site visit", "Window cleaning", "Paper A4 box", "Boiler service", "Design hours", "Copper pipe 22mm"],
        VatId = "GB ### #### ##",
        Ibans = ["GB29 NWBK 6016 1331 9268 19", "GB33BUKB20201555555555"],
        Phone = "020 7946 0###",
    };

    public static readonly Locale States = new("US", "USD", "$", ",", '.', [8.25m, 6m, 7.5m])
    {
        Days = ["MM/dd/yyyy", "MMMM d, yyyy", "MMM d, yyyy", "M/d/yyyy", "yyyy-MM-dd"],
        Words = Vocabulary.English,
        Months = Vocabulary.EnglishMonths,
        Firms = ["Blue Mesa", "Cascade", "Lakeshore", "Pioneer Valley", "Red Barn", "Summit Ridge", "Harbor Point", "Iron Creek"],
        Forms = [" Inc.", " LLC", " Corp.", ", Inc.", " Co.", " Supply Inc.", ""],
        People = ["Dana Whitfield", "Luis Ortega", "Karen Mosley", "J. T. Brandt", "Mia Chen", "Robert Oakes", "Alicia Gomez"],
        Streets = ["1200 Market St", "77 Pine Ave, Suite 300", "PO Box 1180", "4410 Elm Blvd", "903 2nd St NW"],
        Towns = ["Portland, OR 97205", "Austin, TX 78701", "Columbus, OH 43215", "Denver, CO 80202", "Albany, NY 12207"],
        Goods = ["Labor", "Filter cartridge", "Consulting hours", "Printer toner", "Lawn care", "Shop rate", "Hardware kit"],
        VatId = "##-#######",
        Ibans = [],
        Phone = "(503) 555-01##",
    };

    public static readonly Locale Germany = new("DE", "EUR", "€", ".", ',', [19, 19, 7])
    {
        Days = ["dd.MM.yyyy", "d. MMMM yyyy", "d.M.yyyy", "dd.MM.yy", "yyyy-MM-dd"],
        Words = Vocabulary.German,
        Months = Vocabulary.GermanMonths,
        Firms =
        [
            "Buchbinderei Petersen",
            "Nordlicht",
            "Elektro Harms",
            "Gartenbau Lindner",
            "Möbelhaus Voss",
            "Druckwerk",
            "Sanitär Kröger",
        ],
        Forms = [" GmbH", " GmbH & Co. KG", " AG", " e.K.", " KG", " OHG", ""],
        People = ["Anna Keller", "Jörg Brandt", "Dr. Ute Sommer", "Herrn Peter Lange", "Familie Neumann", "Svenja Otto", "Karl Weiß"],
        Streets = ["Hafenstraße 12", "Am Markt 3", "Lindenweg 45a", "Postfach 10 22", "Gewerbepark 8", "Schillerstr. 7"],
        Towns = ["23552 Lübeck", "20095 Hamburg", "50667 Köln", "80331 München", "D-04109 Leipzig"],
        Goods = ["Eichenregal", "Wartung Heizung", "Arbeitsstunden", "Kopierpapier A4", "Gartenpflege", "Anfahrt", "Dichtungssatz"],
        VatId = "DE#########",
        Ibans = ["DE89 3704 0044 0532 0130 00", "DE02120300000000202051"],
        Phone = "030 23125 ###",
    };

    public static readonly Locale Switzerland = Germany with
    {
        Country = "CH",
        Currency = "CHF",
        Sign = "CHF",
        Group = "'",
        Mark = '.',
        Rates = [8.1m, 2.6m],
        Firms = ["Schreinerei Amstutz", "Bergblick", "Garage Wyss", "Käserei Nufer", "Treuhand Zgraggen"],
        Towns = ["8001 Zürich", "3011 Bern", "6003 Luzern", "9000 St. Gallen"],
        VatId = "CHE-###.###.### MWST",
        Ibans = ["CH93 0076 2011 6238 5295 7"],
        Phone = "044 668 18 ##",
    };

    public static readonly Locale France = new("FR", "EUR", "€", " ", ',', [20, 20, 10, 5.5m])
    {
        Days = ["dd/MM/yyyy", "d MMMM yyyy", "dd.MM.yyyy", "dd/MM/yy", "dd-MM-yyyy"],
        Words = Vocabulary.French,
        Months = Vocabulary.FrenchMonths,
        Firms = ["Atelier du Lac", "Maison Verte", "Garage Dumont", "Les Trois Chênes", "Imprimerie Roux", "Plomberie Martel"],
        Forms = [" SARL", " SAS", " SA", " EURL", " & Fils", ""],
        People = ["Claire Dubois", "M. Henri Lefort", "Mme Odile Perrin", "Yann Le Goff", "Nadia Belkacem", "Dr Paul Mercier"],
        Streets = ["12 rue des Lilas", "4, place de la Gare", "ZA des Prés", "88 avenue Jean Jaurès", "BP 214"],
        Towns = ["69003 Lyon", "44000 Nantes", "33000 Bordeaux", "75011 Paris", "67000 Strasbourg"],
        Goods = ["Étagère chêne", "Heures de conseil", "Entretien chaudière", "Ramette A4", "Déplacement", "Joint silicone"],
        VatId = "FR## #########",
        Ibans = ["FR14 2004 1010 0505 0001 3M02 606"],
        Phone = "01 99 00 ## ##",
    };

    public static readonly Locale Spain = new("ES", "EUR", "€", ".", ',', [21, 21, 10])
    {
        Days = ["dd/MM/yyyy", "d 'de' MMMM 'de' yyyy", "dd-MM-yyyy", "d/M/yyyy", "dd/MM/yy"],
        Words = Vocabulary.Spanish,
        Months = Vocabulary.SpanishMonths,
        Firms = ["Talleres Oaxaca", "Librería Cervantes", "Construcciones Vega", "Hostal Mirador", "Frutas Soler"],
        Forms = [" S.L.", " S.A.", ", S.L.U.", " SL", ""],
        People = ["María Ortega", "D. Juan Pons", "Lucía Ferrer", "Sr. Andrés Vidal", "Carmen Ruiz"],
        Streets = ["Calle Mayor 14", "Avda. del Puerto, 3", "Pol. Ind. Norte, nave 7", "C/ Serrano 88, 2º B"],
        Towns = ["28013 Madrid", "46001 Valencia", "08002 Barcelona", "41001 Sevilla"],
        Goods = ["Estantería roble", "Horas de consultoría", "Mantenimiento caldera", "Papel A4", "Desplazamiento"],
        VatId = "B########",
        Ibans = ["ES91 2100 0418 4502 0005 1332"],
        Phone = "912 000 ###",
    };

    public static readonly Locale Italy = new("IT", "EUR", "€", ".", ',', [22, 22, 10])
    {
        Days = ["dd/MM/yyyy", "d MMMM yyyy", "dd-MM-yyyy", "dd.MM.yyyy"],
        Words = Vocabulary.Italian,
        Months = Vocabulary.ItalianMonths,
        Firms = ["Officine Brenta", "Forno Bellavista", "Studio Tecnico Riva", "Cantina Monti", "Tipografia Aurora"],
        Forms = [" S.r.l.", " S.p.A.", " snc", " di Rossi Marco", ""],
        People = ["Giulia Ferrari", "Sig. Marco Conti", "Dott.ssa Anna Greco", "Luca Bianchi", "Elena Fontana"],
        Streets = ["Via Roma 12", "Piazza Dante, 4", "Zona Ind. Sud 7", "Corso Italia 101/B"],
        Towns = ["35121 Padova (PD)", "20121 Milano", "50122 Firenze FI", "00184 Roma"],
        Goods = ["Mensola rovere", "Ore di consulenza", "Manutenzione caldaia", "Carta A4", "Trasferta"],
        VatId = "IT###########",
        Ibans = ["IT60 X054 2811 1010 0000 0123 456"],
        Phone = "06 5550 ####",
    };

    public static readonly Locale Netherlands = new("NL", "EUR", "€", ".", ',', [21, 21, 9])
    {
        Days = ["dd-MM-yyyy", "d MMMM yyyy", "dd/MM/yyyy", "d-M-yyyy"],
        Words = Vocabulary.Dutch,
        Months = Vocabulary.DutchMonths,
        Firms = ["Drukkerij De Waal", "Bakkerij Hofman", "Van Dam Techniek", "Studio Zuid", "Tuincentrum Berk"],
        Forms = [" B.V.", " BV", " VOF", " N.V.", ""],
        People = ["Sanne de Vries", "Dhr. P. Jansen", "Mevr. L. Bakker", "Joost van Leeuwen", "Eva Smit"],
        Streets = ["Kerkstraat 14", "Havenweg 3", "Postbus 120", "Lange Voorhout 8 bis"],
        Towns = ["1017 GP Amsterdam", "3511 LN Utrecht", "9712 HM Groningen", "2513 AA Den Haag"],
        Goods = ["Eiken plank", "Adviesuren", "Onderhoud ketel", "Papier A4", "Voorrijkosten"],
        VatId = "NL#########B01",
        Ibans = ["NL91 ABNA 0417 1643 00"],
        Phone = "020 555 0###",
    };

    public static readonly Locale Sweden = new("SE", "SEK", "kr", " ", ',', [25, 25, 12])
    {
        Days = ["yyyy-MM-dd", "d MMMM yyyy", "yyyyMMdd"],
        Words = Vocabulary.Swedish,
        Months = Vocabulary.SwedishMonths,
        Firms = ["Norrlands Trä", "Bageri Solrosen", "Elfirman Lund", "Västkust Design"],
        Forms = [" AB", " HB", " Aktiebolag", ""],
        People = ["Erik Lindqvist", "Maja Holm", "Karin Sjöberg", "Oskar Nyström"],
        Streets = ["Storgatan 14", "Hamnvägen 3", "Box 2214", "Kungsgatan 88"],
        Towns = ["211 34 Malmö", "411 06 Göteborg", "903 26 Umeå"],
        Goods = ["Ekhylla", "Konsulttimmar", "Service panna", "Kopieringspapper", "Framkörning"],
        VatId = "SE##########01",
        Ibans = ["SE45 5000 0000 0583 9825 7466"],
        Phone = "08-465 004 ##",
    };

    public static readonly Locale Poland = new("PL", "PLN", "zł", " ", ',', [23, 23, 8])
    {
        Days = ["dd.MM.yyyy", "yyyy-MM-dd", "d MMMM yyyy", "dd-MM-yyyy"],
        Words = Vocabulary.Polish,
        Months = Vocabulary.PolishMonths,
        Firms = ["Mleczarnia Tatry", "Meble Dąb", "Elektro-Max", "Drukarnia Wisła"],
        Forms = [" Sp. z o.o.", " S.A.", " s.c.", ""],
        People = ["Anna Kowalska", "Piotr Nowak", "Ewa Zielińska", "Marek Wójcik"],
        Streets = ["ul. Długa 14", "al. Jerozolimskie 101", "os. Słoneczne 7/12"],
        Towns = ["00-042 Warszawa", "31-021 Kraków", "80-831 Gdańsk"],
        Goods = ["Półka dębowa", "Godziny doradcze", "Serwis kotła", "Papier A4", "Dojazd"],
        VatId = "###-###-##-##",
        Ibans = ["PL61 1090 1014 0000 0712 1981 2874"],
        Phone = "22 555 01 ##",
    };

    public static readonly Locale[] All = [Britain, States, Germany, Switzerland, France, Spain, Italy, Netherlands, Sweden, Poland];

    public static readonly Locale[] English = [Britain, States];

    public static readonly Locale[] European = [Britain, Germany, France, Spain, Italy, Netherlands];
}
