using System.Globalization;
using System.Text.RegularExpressions;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>
/// Who a paper is from and to, where no label says so. The sender is a name with a legal form (GmbH, Ltd, S.r.l. …), by points: 2 for the first
/// line, 1 for the top, 1 for the legal form, 3 for an address behind it in one line, 2 where it stands twice, 2 where an address of mail or web
/// has its name; 3 are needed. Else it is the first line, above its contacts, or above its address where the other side is known. The recipient
/// is the line above a street and a town, where the sender is another.
/// </summary>
internal sealed class Letterhead(SourceText source)
{
    private const int TopLines = 12;
    private const int AddressLines = 18;
    private const int LeastTitle = 6;
    private const int MaxNames = 64;
    private const int MaxName = 70;
    private const int MaxWords = 8;
    private const int Needed = 3;
    private const int Below = 4;
    private const int LeastHost = 4;

    /// <summary>How many blocks below a name its second line may stand: each row of a table is one.</summary>
    private const int BesideBlocks = 1;

    /// <summary>Letters of a legal form behind a name.</summary>
    private const int LongestForm = 8;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Forms =
        @"GmbH( & Co\.? ?KGa?A?)?|gGmbH|mbH|AG|KGaA|KG|OHG|UG( \(haftungsbeschränkt\))?|e\. ?K\.|e\. ?U\.|e\. ?V\.|eG|"
        + @"Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|Corp\.?|Corporation|plc|PLC|Pty\.? Ltd\.?|Pte\.? Ltd\.?|Pvt\.? Ltd\.?|"
        + @"S\.?A\.?S\.?U?|S\.?A\.?R\.?L\.?|Sàrl|Sarl|EURL|SNC|S\.? ?A\.?|S\.? ?L\.?( ?U\.?)?|S\.? ?A\.? de C\.? ?V\.?|S\. de R\.L\. de C\.V\.|"
        + @"S\.? ?r\.? ?l\.?|SRL|S\.? ?p\.? ?A\.?|S\.n\.c\.|S\.a\.s\.|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Sp\. ?z ?o\. ?o\.|sp\. ?z ?o\. ?o\.|Sp\. ?[jk]\.|"
        + @"Lda\.?|Ltda\.?|S/A|AB|HB|AS|ASA|ApS|A/S|Oy|Oyj|s\. ?r\. ?o\.|a\. ?s\.|Kft\.?|d\. ?o\. ?o\.|SE|"
        + @"(San\. ve Tic\. |SAN\. VE TİC\. )?(Ltd\.? Şti\.?|LTD\.? ŞTİ\.?|A\.?Ş\.?)|Tmi|Ky|Zrt\.?|Nyrt\.?|Bt\.?|v\. ?o\. ?s\.|spol\. s r\. ?o\.|Co\., Ltd\.?|EIRELI|SpA|"
        + @"inc\.|ltée|Ltée|S\. ?A\. ?U\.?|& Co\.?|Co\.|Cie|DAC|P\.C\.|PLLC|L\.P\.|LP|UAB|OÜ|EOOD|S\.R\.O\.|Sdn\. Bhd\.|A\.S\.B\.L\.|ASBL|VZW|e\.G\.|S\. ?L\. ?P\.?|SLP|S\. ?C\. ?P\.?|SELARL|SELAS|SASU|SCOP|j\. ?d\. ?o\. ?o\.|ehf\.?|hf\.|SIA|MB|ООД|ЕООД|АД|ЕАД|ЕТ|Α\.?Ε\.?|Ε\.?Π\.?Ε\.?|Ο\.?Ε\.?|Ι\.?Κ\.?Ε\.?|P\.A\.|Sdn Bhd|PartG( mbB)?|GbR|& Associates|and Associates";

    // As letterheads in capitals have them; without those that are states too (KY) or words.
    private const string Capitals =
        @"GMBH( & CO\.? ?KG)?|GGMBH|MBH|LTD\.?|LIMITED|INC\.?|CORP\.?|CORPORATION|PTY\.? LTD\.?|PTE\.? LTD\.?|PVT\.? LTD\.?|CO\., LTD\.?|& CO\.?|CO\.|CIE|"
        + @"SÀRL|SARL|S\.R\.L\.|S\.N\.C\.|S\.A\.S\.|SPA|LDA\.?|LTDA\.?|SP\. ?Z ?O\. ?O\.|SP\. ?[JK]\.|APS|OY|OYJ|S\. ?R\. ?O\.|A\. ?S\.|V\. ?O\. ?S\.|KFT\.?|ZRT\.?|NYRT\.?|"
        + @"D\. ?O\. ?O\.|(SAN\. VE TİC\. )?LTD\.? ŞTİ\.?|LTÉE|SDN\. BHD\.|PARTG( MBB)?|GBR|E\. ?K\.|E\. ?U\.|E\. ?V\.|& ASSOCIATES|AND ASSOCIATES";

    private const string FormsBefore =
        @"SARL|S\.A\.R\.L\.|SAS|EURL|SCI|SCP|SNC|ETS|Ets\.?|Établissements|Association|Firma|Fa\.|UAB|ООО|ЗАО|ОАО|ПАО|АО|ИП|ТОВ|ТЗОВ|ПрАТ|АТ|ПП|ФОП|ΑΦΟΙ|PT|CV|VšĮ|MB|IĮ|SIA|CÔNG TY|Công ty|Cty|SC|S\.C\.";

    // A name with a legal form behind it, in capitals too, or before it; in Chinese, Japanese and Korean without a space.
    private static readonly Regex Company = new(
        $@"^(\p{{Lu}}[^:@/\d]*[\p{{L}}.&)\d],? ({Forms}|{Capitals})|({FormsBefore}) [""«„“]?\p{{Lu}}[^:@/\d]*[\p{{L}})»”""]|"
            + @"(株式会社|有限会社|合同会社|一般社団法人|（株）|㈱|주식회사 ?)[^\s:：@]{2,24}|[^\s:：@]{2,24}(株式会社|有限会社|合同会社|公司|事務所|주식회사))$",
        Linear
    );

    // "Reno, NV", "Calgary, AB", and "our firm" where a firm speaks of itself or of another.
    private static readonly Regex NoCompany = new(@", (AB|AS|KY|NV)$|(本|我|贵|貴|该|該|分)公司$", Linear);

    /// <summary>Who is spoken to with a title is a person that the paper is to.</summary>
    private static readonly Regex Titled = new(
        @"^(Herrn?|Frau|Familie|Eheleute|Mrs?\.?|Ms\.?|Miss|Mx\.?|M\.( et Mme)?|Mmes?|Mlle|Monsieur|Madame|Sra?\.|Srta\.|D\.ª?|Dña\.|Sig\.(ra)?|Gent\.(mo|ma)|Egr\.|Dhr\.|Mevr\.|De heer|Mevrouw|Hr\.|Fru|Exm[oa]\.? Sra?\.?|Sayın|(Dr|Prof|Rev)\.? (&|and|und|et) (Mrs?|Ms|Mx|Dr|Prof|Frau|Mme)\.?) (et |and |& |und |e )?\p{Lu}[\p{L}.'’ -]+$",
        Linear
    );
    private const string Codes = @"(\d{4,5}(-\d{4})?|\d{6}|[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)";
    private static readonly Regex CodeAlone = new(@"^([A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$", Linear);

    // "London SW1A 1AA", "Austin, TX 78701", "Fremantle WA 6160".
    private static readonly Regex TownFirst = new($@"^\p{{Lu}}[\p{{L}} .'’-]+,?( [A-Z]{{2,3}},?)? {Codes}$", Linear);

    // "2/40 High St, Fremantle WA 6160", "Rua do Sobreiro 21, 7000-645 Évora".
    private static readonly Regex Line = new($@"^([^@,]*\d[^@,]*, ?[^@]*\d[^@]*|[^@,]*\d[^@,]*, ?\p{{Lu}}[\p{{L}} .'’-]+)$", Linear);

    // "Bonnstrasse 2 3186 Düdingen": two lines in one cell.
    private static readonly Regex StreetAndTown = new(
        @"^\p{Lu}[\p{L} .'’-]+ \d{1,4} ?[a-zA-Z]? ([A-Z]{1,2}-)?\d{4,5} \p{Lu}[\p{L} .()'’-]+$",
        Linear
    );

    private static readonly Regex Contact = new(
        @"\S@\S+\.|www\.|(^|[\s·|,])(tel|telefon|telephone|phone|tél|tlf|puh|fax|mobil)\b\.?:?|☎|\+\d[\d ()/-]{6,}\d|\b(ABN|NIF|CIF|NIPC|NIP|CVR|SIRET|SIREN|UID|GSTIN|VAT|P\.? ?IVA|Partita IVA|USt-Id|Steuernummer|St\.-Nr|Y-tunnus|IČO|IČ|DIČ|KvK|BTW|Org\.? ?nr|RFC|CNPJ|EIN|RUT|VKN|TVA|MwSt)\b",
        Linear | RegexOptions.IgnoreCase
    );

    /// <summary>Addresses of firms and not of people.</summary>
    private static readonly Regex Role = new(
        @"^(no-?reply|ne-?pas-?repondre|nicht-?antworten|noresponder|nao-?responda|do-?not-?reply|donotreply|orders?|billing|invoices?|receipts?|service|kundenservice|support|shop|store|sales|accounts?|rechnung(en)?|bestellung(en)?|factur(ation|as)|fattur[ae]|facturen|faktura|payments?|confirmations?|bookings?|reservations?|tickets?|info|hello|kontakt|contact)([.+_-][a-z0-9]+)?@",
        Linear | RegexOptions.IgnoreCase
    );
    private static readonly Regex RoleWord = new(
        @"^(Receipts?|Orders?|Billing|Invoices?|Support|Service|Kundenservice|Team|Payments?|Accounts?|Notifications?|Rechnung(en)?|Bestellung(en)?|Factures?|Facturen|Shop|Store)$",
        Linear | RegexOptions.IgnoreCase
    );

    // "An Familie Tiemann", "To: …": a word before whom it is to.
    private static readonly Regex To = new(@"^(An|Aan|Til|Till|To|À|Para|Per) (?<name>\p{Lu}.*)$", Linear);

    private static readonly Regex Second = new(
        @"^(Inh\.|Inhaber(in)?|c/o|(z\. ?)?Hd\.|z\. ?H\.|Attn\.?:?|Att\.:?|FAO|[ÀàA] l['’]attention|[Aa] la atención|[Aa]lla c\.a\.|[Tt]\.a\.v\.|To the attention|Abt\.|Abteilung|Dept\.?|Service) ?\p{Lu}?",
        Linear
    );

    /// <summary>A part of a company that stands alone in a line.</summary>
    private static readonly Regex Department = new(
        @"^((Kreditoren|Debitoren|Finanz)?[Bb]uchhaltung|Rechnungswesen|Kreditoren|Einkauf|Verwaltung|Accounts( Payable| Department| Dept\.?)?|Accounting( Department| Dept\.?)?|Finance( Department| Dept\.?| Team)?|Purchasing( Department| Dept\.?)?|Procurement"
            + @"|Comptabilité|Facturation|Achats|Contabilidad|Administración|Compras|Amministrazione|Contabilità|Ufficio \p{Lu}?\p{L}+|(Crediteuren|Financiële )?[Aa]dministratie|Crediteurenadministratie|Boekhouding|Inkoop|Księgowość|Dział \p{Lu}?\p{L}+|Účtárna|Ekonomi(avdelningen)?|Leverantörsreskontra"
            + @"|Regnskab(safdelingen)?|Regnskap(savdelingen)?|Kreditorafdelingen|Kirjanpito|Ostoreskontra|Pénzügy|Könyvelés|Contabilidade|Tesouraria)$",
        Linear
    );
    private static readonly Regex Honour = new(@"^\s*(?<name>\S.*\S)\s*(御中|様|殿)\s*$", Linear);
    private static readonly Regex Host = new(@"(@|www\.)[a-z0-9-]+\.[a-z]{2,}", Linear | RegexOptions.IgnoreCase);

    private static readonly Regex Town = new(
        @"^([A-Z]{1,2}-)?(\d{4,5}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}) \p{Lu}[\p{L} .()/'’-]+$",
        Linear
    );

    private readonly List<Name> names = [];
    private readonly List<TopLine> top = [];

    /// <summary>What stands in a second column beside the top lines.</summary>
    private readonly List<TopLine> beside = [];
    private readonly HashSet<string> hosts = new(StringComparer.Ordinal);
    private TextOutline.FoundShape? honoured;
    private bool isHeaded;
    private int lines;

    private readonly record struct Name(TextOutline.FoundShape Place, int Points);

    /// <param name="IsName">Whether it could be a name: neither a label nor a title.</param>
    /// <param name="IsContact">Whether it holds what only a sender gives: a tax number, a telephone number, an address of mail or web.</param>
    private readonly record struct TopLine(TextOutline.FoundShape Place, bool IsName, bool IsLabelled, bool IsContact, bool IsHeading);

    /// <summary>Told of who sends the mail that the text is: a firm, or who has an address of that name.</summary>
    public void AddSenders(IEnumerable<(TextOutline.FoundShape Name, string Address)> senders)
    {
        foreach (var (name, address) in senders)
        {
            if (names.Count < MaxNames && name.Raw.Length <= MaxName)
            {
                AddHosts(address);
                names.Add(new(WithoutRole(name), IsCompany(name.Raw) || Role.IsMatch(address) ? Needed : 1));
            }
        }
    }

    // "Hopline Receipts" with an address at hopline.example is Hopline.
    private TextOutline.FoundShape WithoutRole(TextOutline.FoundShape name)
    {
        if (
            name.Raw.LastIndexOf(' ') is var at && at <= 0
            || !RoleWord.IsMatch(name.Raw.AsSpan(at + 1))
            || !hosts.Contains(FieldNames.Fold(name.Raw[..at]))
        )
        {
            return name;
        }

        var (raw, range) = source.Part(name.Raw, name.Range, 0, at);
        return name with { Raw = raw, Range = range };
    }

    /// <param name="labelled">Whether the line holds labels or values of labels.</param>
    /// <param name="titles">Folded names that papers call themselves.</param>
    public void Add(in TextLine line, bool labelled, LabelMarks marks, IReadOnlySet<string> titles)
    {
        var segments = Segments.Of(line, marks: true);
        var text = line.Text;
        segments.RemoveAll(s => IsTitle(text.Substring(s.Start, s.Length), titles));
        if (segments.Count == 0 || IsTitle(text, titles))
        {
            return;
        }

        lines++;
        isHeaded |= lines == 1 && labelled && line.Block.Type == BlockType.Heading;
        var isTop = lines == 1 || lines == 2 && isHeaded;
        TakeHonoured(line);
        var isFooter = segments.Count > 1 && text.AsSpan().ContainsAny('·', '•', '|');
        var parts = Parts(text, segments);
        foreach (
            var (start, length) in labelled && !isFooter && segments.Count == 1
            || segments.Count > 1 && Amounts.Length(text.AsSpan(segments[^1].Start, segments[^1].Length)) > 0
                ? []
                : parts
        )
        {
            if (names.Count < MaxNames && IsCompany(text.AsSpan(start, length)))
            {
                var address = parts.Count > 1 && text.AsSpan(start + length).ContainsAnyInRange('0', '9') && !labelled;
                names.Add(new(Place(line, start, length), 1 + (isTop ? 2 : 0) + (lines <= TopLines ? 1 : 0) + (address ? 3 : 0)));
            }
        }

        AddHosts(text);
        if (
            isTop
            && segments is [var (whole, width)]
            && TitledParts(text.Substring(whole, width), titles) is var (at, partLength)
            && names.Count < MaxNames
        )
        {
            names.Add(new(Place(line, whole + at, partLength), Needed));
        }

        if (lines <= AddressLines)
        {
            var (start, length) = segments[0];
            var isLabel = labelled && (segments.Count == 1 || marks.StartsWithKnown(text, start, length));
            var isName = !isLabel && IsName(text.Substring(start, length));
            top.Add(new(Place(line, start, length), isName, isLabel, Contact.IsMatch(text), line.Block.Type == BlockType.Heading));
            if (isName && names.Count < MaxNames && !Titled.IsMatch(text.AsSpan(start, length)))
            {
                names.Add(new(Place(line, start, length), isTop ? 1 : 0));
            }

            if (segments is [_, var (second, of), ..] && Amounts.Length(text.AsSpan(second, of)) == 0)
            {
                var labels = marks.StartsWithKnown(text, second, of);
                beside.Add(
                    new(
                        Place(line, second, of),
                        !labels && IsName(text.Substring(second, of)),
                        labels,
                        Contact.IsMatch(text.Substring(second, of)),
                        IsHeading: false
                    )
                );
            }
        }
    }

    // "Rechnung", and "Strømfaktura" near the top.
    private bool IsTitle(string text, IReadOnlySet<string> titles) =>
        FieldNames.Fold(text) is var folded
        && (
            titles.Contains(folded)
            || lines < TopLines
                && text.Length <= MaxName
                && !text.Contains(' ', StringComparison.Ordinal)
                && titles.Any(title => title.Length >= LeastTitle && folded.EndsWith(title, StringComparison.Ordinal))
        );

    // "Skua Air – E-ticket receipt": beside what the paper is stands who it is from.
    private static (int Start, int Length)? TitledParts(string text, IReadOnlySet<string> titles)
    {
        foreach (var mark in new[] { " – ", " — ", " - ", " | " })
        {
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 0 and var cut)
            {
                var (first, second) = (text[..cut], text[(cut + mark.Length)..]);
                return titles.Contains(FieldNames.Fold(second)) && IsName(first) ? (0, cut)
                    : titles.Contains(FieldNames.Fold(first)) && IsName(second) ? (cut + mark.Length, second.Length)
                    : null;
            }
        }

        return null;
    }

    /// <param name="other">Who the paper is to, as a label says; null where none does.</param>
    /// <param name="needsOther">Whether a first line without a legal form is only taken where the other side is known, or it gives contacts.</param>
    public TextOutline.FoundShape? Sender(string? other, bool needsOther)
    {
        var first = First();
        var recipient = other ?? honoured?.Raw ?? Addressed(first?.Place.Raw)?.Raw;
        var others = names.Where(name => !Same(name.Place.Raw, other) && !Same(name.Place.Raw, honoured?.Raw)).ToList();
        var companies = others
            .Where(name => IsCompany(name.Place.Raw))
            .Select(name => FieldNames.Fold(name.Place.Raw))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var best = others
            .GroupBy(name => FieldNames.Fold(name.Place.Raw), StringComparer.Ordinal)
            .Select(group =>
                (
                    group.First().Place,
                    Points: group.Max(name => name.Points)
                        + (group.Select(name => name.Place.Range).Distinct().Count() > 1 ? 2 : 0)
                        + (IsHost(group.First().Place.Raw) ? 2 : 0)
                        + (
                            recipient is not null
                            && companies.Count == 1
                            && companies[0] == group.Key
                            && !Same(group.First().Place.Raw, recipient)
                                ? 1
                                : 0
                        )
                )
            )
            .OrderByDescending(name => name.Points)
            .FirstOrDefault();
        var isFirst =
            first is { } line
            && !Same(line.Place.Raw, other)
            && (line.IsSure || recipient is not null && !Same(line.Place.Raw, recipient) || !needsOther || IsHost(line.Place.Raw));
        var sender =
            best.Points >= Needed && !(isFirst && Same(best.Place.Raw, recipient)) ? best.Place
            : isFirst ? first?.Place
            : null;
        // "Garage du Pont Neuf" as its picture says, "Garage du Pont Neuf SARL" below it.
        return
            sender is { } plain
            && !IsCompany(plain.Raw)
            && names.FirstOrDefault(name =>
                name.Place.Raw.Length > plain.Raw.Length
                && name.Place.Raw.StartsWith(plain.Raw, StringComparison.OrdinalIgnoreCase)
                && IsCompany(name.Place.Raw)
                && FieldNames.Fold(name.Place.Raw).Length - FieldNames.Fold(plain.Raw).Length <= LongestForm
            )
                is { Place.Raw.Length: > 0 } whole
            ? whole.Place
            : sender;
    }

    /// <summary>The name above a street and a town, where it is not the sender's.</summary>
    /// <param name="sender">Who the paper is from.</param>
    public TextOutline.FoundShape? Recipient(string sender) => honoured ?? Addressed(sender);

    /// <summary>Whether a text is a name with a legal form.</summary>
    public static bool IsCompany(ReadOnlySpan<char> text) => text.Length <= MaxName && Company.IsMatch(text) && !NoCompany.IsMatch(text);

    /// <summary>Whether a text is a line of an address and no name.</summary>
    public static bool IsAddress(string text) => text.Length <= MaxName && IsTown(text);

    /// <summary>The first line that is a name and that an address or contacts stand below; whether contacts do, which only a sender gives.</summary>
    private (TextOutline.FoundShape Place, bool IsSure)? First()
    {
        var at = top.FindIndex(line => line.IsName && !Titled.IsMatch(line.Place.Raw));
        if (at is < 0 or > 1 || at == 1 && (top[0].IsLabelled || top[0].Place.Raw.Any(char.IsDigit)))
        {
            return null;
        }

        var below = top.Skip(at + 1).Take(Below).TakeWhile(line => !line.IsLabelled || line.IsContact).ToList();
        var own = top[at].IsHeading && below.Count > 0 ? below[0].Place.Block : top[at].Place.Block;
        var sure = below.TakeWhile(line => line.Place.Block == own || line.IsContact).Any(line => line.IsContact);
        return sure || below.Take(2).Any(line => line.Place.Raw.Any(char.IsDigit)) ? (top[at].Place, sure) : null;
    }

    private TextOutline.FoundShape? Addressed(string? sender)
    {
        var first = First();
        return Addressed(top, sender, first is { IsSure: true } own && Same(own.Place.Raw, sender) ? own.Place.Block : -1)
            ?? Addressed(beside, sender, -1);
    }

    private TextOutline.FoundShape? Addressed(List<TopLine> lines, string? sender, int block)
    {
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var name = lines[i];
            if (
                Titled.IsMatch(name.Place.Raw)
                && lines.Skip(i + 1).Take(Below).TakeWhile(line => !line.IsLabelled).Any(line => line.Place.Raw.Any(char.IsDigit))
            )
            {
                return name.Place;
            }

            if (To.Match(name.Place.Raw).Groups["name"] is { Success: true } behind && Titled.IsMatch(behind.ValueSpan))
            {
                var (raw, range) = source.Part(name.Place.Raw, name.Place.Range, behind.Index, behind.Length);
                return name.Place with { Raw = raw, Range = range };
            }

            var isOfSender = name.Place.Block == block && !lines.Skip(i + 1).Take(Below).Any(line => CodeAlone.IsMatch(line.Place.Raw));
            // A second line of the name may stand between: a department, "z. Hd. …", who keeps the shop, "Mme Odile Perret".
            var second = lines[i + 1].Place;
            var isSecond = Second.IsMatch(second.Raw) || Department.IsMatch(second.Raw);

            // "Delta Barge Co." ends with a full stop, and is a name all the same where somebody at it is named.
            var isName = name.IsName || isSecond && !name.IsLabelled && IsCompany(name.Place.Raw);
            if (
                !isName
                || name.IsContact
                || Department.IsMatch(name.Place.Raw)
                || isOfSender
                || Same(name.Place.Raw, sender)
                || i > 0 && Same(lines[i - 1].Place.Raw, sender) && lines[i - 1].Place.Block == name.Place.Block
            )
            {
                continue;
            }

            var at = isSecond || second.Block - name.Place.Block is >= 0 and <= BesideBlocks && Titled.IsMatch(second.Raw) ? i + 2 : i + 1;
            if (at < lines.Count && IsStreet(lines, at) && !lines[at].IsContact)
            {
                return name.Place;
            }
        }

        return null;
    }

    // "14 Mill Brow", "Kendal", "LA9 4XY": in some countries the postal code has a line of its own.
    private static bool IsStreet(List<TopLine> lines, int at)
    {
        var street = lines[at].Place.Raw;
        return Line.IsMatch(street)
            || StreetAndTown.IsMatch(street)
            || street.Any(char.IsDigit)
                && !IsTown(street)
                && !lines[at].IsLabelled
                && at + 1 < lines.Count
                && (
                    IsTown(lines[at + 1].Place.Raw)
                    || lines.Skip(at + 1).Take(Below - 1).TakeWhile(line => !line.IsLabelled).Any(line => CodeAlone.IsMatch(line.Place.Raw))
                );
    }

    // "株式会社青空 御中": told by the word of honour behind the name.
    private void TakeHonoured(in TextLine line)
    {
        var match = honoured is null && line.Text.Length <= MaxName ? Honour.Match(line.Text) : Match.Empty;
        if (match.Success)
        {
            honoured = Place(line, match.Groups["name"].Index, match.Groups["name"].Length);
        }
    }

    // "info@bluemesa.example" speaks for "Blue Mesa Supply, Inc.".
    private bool IsHost(string name) =>
        Spoken(name)
            .Any(folded =>
                hosts.Any(host =>
                    host.Length >= LeastHost
                    && (folded.StartsWith(host, StringComparison.Ordinal) || host.StartsWith(folded, StringComparison.Ordinal))
                )
            );

    // "Pike & Plume" has pikeandplume.example.
    private static IEnumerable<string> Spoken(string name) =>
        name.Contains('&', StringComparison.Ordinal)
            ? new[] { "", "and", "und", "et", "y", "e", "en" }.Select(and =>
                FieldNames.Fold(name.Replace("&", and, StringComparison.Ordinal))
            )
            : [FieldNames.Fold(name)];

    private void AddHosts(string text)
    {
        foreach (var match in Host.EnumerateMatches(text))
        {
            _ = hosts.Count < MaxNames && hosts.Add(FieldNames.Fold(text.Substring(match.Index, match.Length).Split('@', '.')[^2]));
        }
    }

    private static bool IsTown(string text) => Town.IsMatch(text) || TownFirst.IsMatch(text);

    private static bool Same(string name, string? other) => other is not null && FieldNames.Fold(name) == FieldNames.Fold(other);

    private static bool IsName(string text) =>
        text.Length is > 2 and <= MaxName
        && (char.IsUpper(text[0]) || char.GetUnicodeCategory(text[0]) == UnicodeCategory.OtherLetter)
        && !text.Any(char.IsDigit)
        && text.AsSpan().IndexOfAny(":@?!") < 0
        && text[^1] is not ('.' or ',' or ';')
        && text.AsSpan().Count(' ') < MaxWords - 2;

    /// <summary>The segments, cut at commas too, but before a legal form: <c>Blue Mesa Supply, Inc.</c>.</summary>
    private static List<(int Start, int Length)> Parts(string text, List<(int Start, int Length)> segments)
    {
        var parts = new List<(int, int)>();
        foreach (var (start, length) in segments)
        {
            var (at, end) = (start, start + length);
            for (var i = start; i <= end; i++)
            {
                if (
                    i < end
                    && (
                        text[i] != ','
                        || Company.IsMatch(
                            text.AsSpan(at, (i + 1 < end && text.IndexOf(',', i + 1, end - i - 1) is > 0 and var next ? next : end) - at)
                        )
                    )
                )
                {
                    continue;
                }

                if (Segments.Trim(text, at, i - at) is { Length: > 0 } part)
                {
                    parts.Add(part);
                }

                at = i + 1;
            }
        }

        return parts;
    }

    private TextOutline.FoundShape Place(in TextLine line, int start, int length)
    {
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        return new(raw, range, line.Block.Index);
    }
}
