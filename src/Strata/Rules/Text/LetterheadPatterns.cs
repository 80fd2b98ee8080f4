using System.Text.RegularExpressions;

namespace Strata.Rules.Text;

/// <summary>Patterns of companies, people, towns and contacts at the top of a paper.</summary>
internal static class LetterheadPatterns
{
    public const int MaxName = 70;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Forms =
        @"GmbH( & Co\.? ?KGa?A?)?|gGmbH|mbH|AG|KGaA|KG|OHG|UG( \(haftungsbeschränkt\))?|e\. ?K\.|e\. ?U\.|e\. ?V\.|eG|"
        + @"Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|Corp\.?|Corporation|plc|PLC|Pty\.? Ltd\.?|Pte\.? Ltd\.?|Pvt\.? Ltd\.?|"
        + @"S\.?A\.?S\.?U?|S\.?A\.?R\.?L\.?|Sàrl|Sarl|EURL|SNC|S\.? ?A\.?|S\.? ?L\.?( ?U\.?)?|S\.? ?A\.? de C\.? ?V\.?|S\. de R\.L\. de C\.V\.|"
        + @"S\.? ?r\.? ?l\.?|SRL|S\.? ?p\.? ?A\.?|S\.n\.c\.|S\.a\.s\.|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Sp\. ?z ?o\. ?o\.|sp\. ?z ?o\. ?o\.|Sp\. ?[jk]\.|"
        + @"Lda\.?|Ltda\.?|S/A|AB|HB|AS|ASA|ApS|A/S|Oy|Oyj|s\. ?r\. ?o\.|a\. ?s\.|Kft\.?|d\. ?o\. ?o\.|SE|"
        + @"(San\. ve Tic\. |SAN\. VE TİC\. )?(Ltd\.? Şti\.?|LTD\.? ŞTİ\.?|A\.?Ş\.?)|Tmi|Ky|Zrt\.?|Nyrt\.?|Bt\.?|v\. ?o\. ?s\.|spol\. s r\. ?o\.|Co\., Ltd\.?|EIRELI|SpA|"
        + @"inc\.|ltée|Ltée|S\. ?A\. ?U\.?|& Co\.?|Co\.|Cie|DAC|P\.C\.|PLLC|L\.P\.|LP|UAB|OÜ|EOOD|S\.R\.O\.|Sdn\. Bhd\.|A\.S\.B\.L\.|ASBL|VZW|e\.G\.|S\. ?L\. ?P\.?|SLP|S\. ?C\. ?P\.?|SELARL|SELAS|SASU|SCOP|j\. ?d\. ?o\. ?o\.|ehf\.?|hf\.|SIA|MB|ООД|ЕООД|АД|ЕАД|ЕТ|Α\.?Ε\.?|Ε\.?Π\.?Ε\.?|Ο\.?Ε\.?|Ι\.?Κ\.?Ε\.?|P\.A\.|Sdn Bhd|PartG( mbB)?|GbR|& Associates|and Associates";

    // Legal forms in capitals, without those that are also states (KY) or words.
    private const string Capitals =
        @"GMBH( & CO\.? ?KG)?|GGMBH|MBH|LTD\.?|LIMITED|INC\.?|CORP\.?|CORPORATION|PTY\.? LTD\.?|PTE\.? LTD\.?|PVT\.? LTD\.?|CO\., LTD\.?|& CO\.?|CO\.|CIE|"
        + @"SÀRL|SARL|S\.R\.L\.|S\.N\.C\.|S\.A\.S\.|SPA|LDA\.?|LTDA\.?|SP\. ?Z ?O\. ?O\.|SP\. ?[JK]\.|APS|OY|OYJ|S\. ?R\. ?O\.|A\. ?S\.|V\. ?O\. ?S\.|KFT\.?|ZRT\.?|NYRT\.?|"
        + @"D\. ?O\. ?O\.|(SAN\. VE TİC\. )?LTD\.? ŞTİ\.?|LTÉE|SDN\. BHD\.|PARTG( MBB)?|GBR|E\. ?K\.|E\. ?U\.|E\. ?V\.|& ASSOCIATES|AND ASSOCIATES";

    private const string FormsBefore =
        @"SARL|S\.A\.R\.L\.|SAS|EURL|SCI|SCP|SNC|ETS|Ets\.?|Établissements|Association|Firma|Fa\.|UAB|ООО|ЗАО|ОАО|ПАО|АО|ИП|ТОВ|ТЗОВ|ПрАТ|АТ|ПП|ФОП|ΑΦΟΙ|PT|CV|VšĮ|MB|IĮ|SIA|CÔNG TY|Công ty|Cty|SC|S\.C\.";

    // A name with a legal form after or before it; in CJK without a space.
    public static readonly Regex Company = new(
        $@"^(\p{{Lu}}[^:@/\d]*[\p{{L}}.&)\d],? ({Forms}|{Capitals})|({FormsBefore}) [""«„“]?\p{{Lu}}[^:@/\d]*[\p{{L}})»”""]|"
            + @"(株式会社|有限会社|合同会社|一般社団法人|（株）|㈱|주식회사 ?)[^\s:：@]{2,24}|[^\s:：@]{2,24}(株式会社|有限会社|合同会社|公司|事務所|주식회사))$",
        Linear
    );

    // "Reno, NV", "Calgary, AB", and "our firm" where a firm speaks of itself or of another.
    public static readonly Regex NoCompany = new(@", (AB|AS|KY|NV)$|(本|我|贵|貴|该|該|分)公司$", Linear);

    /// <summary>A person addressed with a title is the recipient.</summary>
    public static readonly Regex Titled = new(
        @"^(Herrn?|Frau|Familie|Eheleute|Mrs?\.?|Ms\.?|Miss|Mx\.?|M\.( et Mme)?|Mmes?|Mlle|Monsieur|Madame|Sra?\.|Srta\.|D\.ª?|Dña\.|Sig\.(ra)?|Gent\.(mo|ma)|Egr\.|Dhr\.|Mevr\.|De heer|Mevrouw|Hr\.|Fru|Exm[oa]\.? Sra?\.?|Sayın|(Dr|Prof|Rev)\.? (&|and|und|et) (Mrs?|Ms|Mx|Dr|Prof|Frau|Mme)\.?) (et |and |& |und |e )?\p{Lu}[\p{L}.'’ -]+$",
        Linear
    );
    private const string Codes = @"(\d{4,5}(-\d{4})?|\d{6}|[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)";
    public static readonly Regex CodeAlone = new(@"^([A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$", Linear);

    // "London SW1A 1AA", "Austin, TX 78701", "Fremantle WA 6160".
    public static readonly Regex TownFirst = new($@"^\p{{Lu}}[\p{{L}} .'’-]+,?( [A-Z]{{2,3}},?)? {Codes}$", Linear);

    // "2/40 High St, Fremantle WA 6160", "Rua do Sobreiro 21, 7000-645 Évora".
    public static readonly Regex Line = new($@"^([^@,]*\d[^@,]*, ?[^@]*\d[^@]*|[^@,]*\d[^@,]*, ?\p{{Lu}}[\p{{L}} .'’-]+)$", Linear);

    // "Bonnstrasse 2 3186 Düdingen": two lines in one cell.
    public static readonly Regex StreetAndTown = new(
        @"^\p{Lu}[\p{L} .'’-]+ \d{1,4} ?[a-zA-Z]? ([A-Z]{1,2}-)?\d{4,5} \p{Lu}[\p{L} .()'’-]+$",
        Linear
    );

    public static readonly Regex Contact = new(
        @"\S@\S+\.|www\.|(^|[\s·|,])(tel|telefon|telephone|phone|tél|tlf|puh|fax|mobil)\b\.?:?|☎|\+\d[\d ()/-]{6,}\d|\b(ABN|NIF|CIF|NIPC|NIP|CVR|SIRET|SIREN|UID|GSTIN|VAT|P\.? ?IVA|Partita IVA|USt-Id|Steuernummer|St\.-Nr|Y-tunnus|IČO|IČ|DIČ|KvK|BTW|Org\.? ?nr|RFC|CNPJ|EIN|RUT|VKN|TVA|MwSt)\b",
        Linear | RegexOptions.IgnoreCase
    );

    /// <summary>Mailbox names of companies, not people.</summary>
    public static readonly Regex Role = new(
        @"^(no-?reply|ne-?pas-?repondre|nicht-?antworten|noresponder|nao-?responda|do-?not-?reply|donotreply|orders?|billing|invoices?|receipts?|service|kundenservice|support|shop|store|sales|accounts?|rechnung(en)?|bestellung(en)?|factur(ation|as)|fattur[ae]|facturen|faktura|payments?|confirmations?|bookings?|reservations?|tickets?|info|hello|kontakt|contact)([.+_-][a-z0-9]+)?@",
        Linear | RegexOptions.IgnoreCase
    );
    public static readonly Regex RoleWord = new(
        @"^(Receipts?|Orders?|Billing|Invoices?|Support|Service|Kundenservice|Team|Payments?|Accounts?|Notifications?|Rechnung(en)?|Bestellung(en)?|Factures?|Facturen|Shop|Store)$",
        Linear | RegexOptions.IgnoreCase
    );

    // "An Familie Tiemann", "To: …": a word before whom it is to.
    public static readonly Regex To = new(@"^(An|Aan|Til|Till|To|À|Para|Per) (?<name>\p{Lu}.*)$", Linear);

    public static readonly Regex Second = new(
        @"^(Inh\.|Inhaber(in)?|c/o|(z\. ?)?Hd\.|z\. ?H\.|Attn\.?:?|Att\.:?|FAO|[ÀàA] l['’]attention|[Aa] la atención|[Aa]lla c\.a\.|[Tt]\.a\.v\.|To the attention|Abt\.|Abteilung|Dept\.?|Service) ?\p{Lu}?",
        Linear
    );

    /// <summary>A department alone in a line.</summary>
    public static readonly Regex Department = new(
        @"^((Kreditoren|Debitoren|Finanz)?[Bb]uchhaltung|Rechnungswesen|Kreditoren|Einkauf|Verwaltung|Accounts( Payable| Department| Dept\.?)?|Accounting( Department| Dept\.?)?|Finance( Department| Dept\.?| Team)?|Purchasing( Department| Dept\.?)?|Procurement"
            + @"|Comptabilité|Facturation|Achats|Contabilidad|Administración|Compras|Amministrazione|Contabilità|Ufficio \p{Lu}?\p{L}+|(Crediteuren|Financiële )?[Aa]dministratie|Crediteurenadministratie|Boekhouding|Inkoop|Księgowość|Dział \p{Lu}?\p{L}+|Účtárna|Ekonomi(avdelningen)?|Leverantörsreskontra"
            + @"|Regnskab(safdelingen)?|Regnskap(savdelingen)?|Kreditorafdelingen|Kirjanpito|Ostoreskontra|Pénzügy|Könyvelés|Contabilidade|Tesouraria)$",
        Linear
    );
    public static readonly Regex Honour = new(@"^\s*(?<name>\S.*\S)\s*(御中|様|殿)\s*$", Linear);
    public static readonly Regex Host = new(@"(@|www\.)[a-z0-9-]+\.[a-z]{2,}", Linear | RegexOptions.IgnoreCase);

    public static readonly Regex Town = new(
        @"^([A-Z]{1,2}-)?(\d{4,5}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}) \p{Lu}[\p{L} .()/'’-]+$",
        Linear
    );

    /// <summary>Whether a text is a name with a legal form.</summary>
    public static bool IsCompany(ReadOnlySpan<char> text) => text.Length <= MaxName && Company.IsMatch(text) && !NoCompany.IsMatch(text);

    /// <summary>Whether a text is an address line and no name.</summary>
    public static bool IsAddress(string text) => text.Length <= MaxName && IsTown(text);

    public static bool IsTown(string text) => Town.IsMatch(text) || TownFirst.IsMatch(text);
}
