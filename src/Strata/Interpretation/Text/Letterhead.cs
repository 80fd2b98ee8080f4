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
    private const int MaxNames = 32;
    private const int MaxName = 70;
    private const int MaxWords = 8;
    private const int Needed = 3;
    private const int Below = 4;
    private const int LeastHost = 4;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Forms =
        @"GmbH( & Co\.? ?KGa?A?)?|gGmbH|mbH|AG|KGaA|KG|OHG|UG( \(haftungsbeschränkt\))?|e\. ?K\.|e\. ?U\.|e\. ?V\.|eG|"
        + @"Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|Corp\.?|Corporation|plc|PLC|Pty\.? Ltd\.?|Pte\.? Ltd\.?|Pvt\.? Ltd\.?|"
        + @"S\.?A\.?S\.?U?|S\.?A\.?R\.?L\.?|Sàrl|Sarl|EURL|SNC|S\.? ?A\.?|S\.? ?L\.?( ?U\.?)?|S\.? ?A\.? de C\.? ?V\.?|S\. de R\.L\. de C\.V\.|"
        + @"S\.? ?r\.? ?l\.?|SRL|S\.? ?p\.? ?A\.?|S\.n\.c\.|S\.a\.s\.|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Sp\. ?z ?o\. ?o\.|sp\. ?z ?o\. ?o\.|Sp\. ?[jk]\.|"
        + @"Lda\.?|Ltda\.?|S/A|AB|HB|AS|ASA|ApS|A/S|Oy|Oyj|s\. ?r\. ?o\.|a\. ?s\.|Kft\.?|d\. ?o\. ?o\.|SE|"
        + @"(San\. ve Tic\. |SAN\. VE TİC\. )?(Ltd\.? Şti\.?|LTD\.? ŞTİ\.?|A\.?Ş\.?)|Tmi|Ky|Zrt\.?|Nyrt\.?|Bt\.?|v\. ?o\. ?s\.|spol\. s r\. ?o\.|Co\., Ltd\.?|EIRELI|SpA";

    private static readonly Regex Company = new($@"^\p{{Lu}}[^:@/\d]*[\p{{L}}.&)\d],? ({Forms})$", Linear);
    private const string Codes = @"(\d{4,5}(-\d{4})?|\d{6}|[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)";

    // "London SW1A 1AA", "Austin, TX 78701", "Fremantle WA 6160".
    private static readonly Regex TownFirst = new($@"^\p{{Lu}}[\p{{L}} .'’-]+,?( [A-Z]{{2,3}},?)? {Codes}$", Linear);

    // "2/40 High St, Fremantle WA 6160", "Rua do Sobreiro 21, 7000-645 Évora".
    private static readonly Regex Line = new($@"^([^@,]*\d[^@,]*, ?[^@]*\d[^@]*|[^@,]*\d[^@,]*, ?\p{{Lu}}[\p{{L}} .'’-]+)$", Linear);

    private static readonly Regex Contact = new(
        @"\S@\S+\.|www\.|(^|[\s·|,])(tel|telefon|telephone|phone|tél|tlf|puh|fax|mobil)\b\.?:?|☎|\+\d[\d ()/-]{6,}\d|\b(ABN|NIF|CIF|NIPC|NIP|CVR|SIRET|SIREN|UID|GSTIN|VAT|P\.? ?IVA|Partita IVA|USt-Id|Steuernummer|St\.-Nr|Y-tunnus|IČO|IČ|DIČ|KvK|BTW|Org\.? ?nr|RFC|CNPJ|EIN|RUT|VKN|TVA|MwSt)\b",
        Linear | RegexOptions.IgnoreCase);

    private static readonly Regex Honour = new(@"^\s*(?<name>\S.*\S)\s*(御中|様|殿)\s*$", Linear);
    private static readonly Regex Host = new(@"(@|www\.)[a-z0-9-]+\.[a-z]{2,}", Linear | RegexOptions.IgnoreCase);

    private static readonly Regex Town = new(@"^([A-Z]{1,2}-)?(\d{4,5}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}) \p{Lu}[\p{L} .()/'’-]+$", Linear);

    private readonly List<Name> names = [];
    private readonly List<TopLine> top = [];
    private readonly HashSet<string> hosts = new(StringComparer.Ordinal);
    private TextOutline.FoundShape? honoured;
    private bool isHeaded;
    private int lines;

    private readonly record struct Name(TextOutline.FoundShape Place, int Points);

    /// <param name="IsName">Whether it could be a name: neither a label nor a title.</param>
    /// <param name="IsContact">Whether it holds what only a sender gives: a tax number, a telephone number, an address of mail or web.</param>
    private readonly record struct TopLine(TextOutline.FoundShape Place, bool IsName, bool IsLabelled, bool IsContact);

    /// <summary>Told of who sends the mail that the text is: a firm, or who has an address of that name.</summary>
    public void AddSenders(IEnumerable<(TextOutline.FoundShape Name, string Address)> senders)
    {
        foreach (var (name, address) in senders)
        {
            if (names.Count < MaxNames && name.Raw.Length <= MaxName)
            {
                names.Add(new(name, Company.IsMatch(name.Raw) ? Needed : 1));
                AddHosts(address);
            }
        }
    }

    /// <param name="labelled">Whether the line holds labels or values of labels.</param>
    /// <param name="titles">Folded names that papers call themselves.</param>
    public void Add(in TextLine line, bool labelled, LabelMarks marks, IReadOnlySet<string> titles)
    {
        var segments = Segments.Of(line, marks: true);
        var text = line.Text;
        if (segments.Count > 1)
        {
            segments.RemoveAll(s => titles.Contains(FieldNames.Fold(text.Substring(s.Start, s.Length))));
        }

        if (segments.Count == 0 || titles.Contains(FieldNames.Fold(text)))
        {
            return;
        }

        lines++;
        isHeaded |= lines == 1 && labelled && line.Block.Type == BlockType.Heading;
        var isTop = lines == 1 || lines == 2 && isHeaded;
        TakeHonoured(line);
        var isFooter = segments.Count > 1 && text.AsSpan().ContainsAny('·', '•', '|');
        var parts = Parts(text, segments);
        foreach (var (start, length) in labelled && !isFooter && segments.Count == 1 || segments.Count > 1 && Amounts.Length(text.AsSpan(segments[^1].Start, segments[^1].Length)) > 0 ? [] : parts)
        {
            if (length <= MaxName && names.Count < MaxNames && Company.IsMatch(text.AsSpan(start, length)))
            {
                var address = parts.Count > 1 && text.AsSpan(start + length).ContainsAnyInRange('0', '9') && !labelled;
                names.Add(new(Place(line, start, length), 1 + (isTop ? 2 : 0) + (lines <= TopLines ? 1 : 0) + (address ? 3 : 0)));
            }
        }

        AddHosts(text);

        if (lines <= TopLines)
        {
            var (start, length) = segments[0];
            var isLabel = labelled && (segments.Count == 1 || marks.StartsWithKnown(text, start, length));
            top.Add(new(Place(line, start, length), !isLabel && IsName(text.Substring(start, length)), isLabel, Contact.IsMatch(text)));
        }
    }

    /// <param name="other">Who the paper is to, as a label says; null where none does.</param>
    /// <param name="needsOther">Whether a first line without a legal form is only taken where the other side is known, or it gives contacts.</param>
    public TextOutline.FoundShape? Sender(string? other, bool needsOther)
    {
        var first = First();
        var recipient = other ?? Addressed(first?.Place.Raw)?.Raw;
        var best = names.Where(name => !Same(name.Place.Raw, other))
            .GroupBy(name => FieldNames.Fold(name.Place.Raw), StringComparer.Ordinal)
            .Select(group => (group.First().Place, Points: group.Max(name => name.Points) + (group.Count() > 1 ? 2 : 0) + (IsHost(group.Key) ? 2 : 0)))
            .OrderByDescending(name => name.Points).FirstOrDefault();
        var isFirst = first is { } line && !Same(line.Place.Raw, other) && (line.IsSure || recipient is not null && !Same(line.Place.Raw, recipient) || !needsOther || IsHost(FieldNames.Fold(line.Place.Raw)));
        return best.Points >= Needed && !(isFirst && Same(best.Place.Raw, recipient)) ? best.Place : isFirst ? first?.Place : null;
    }

    /// <summary>The name above a street and a town, where it is not the sender's.</summary>
    /// <param name="sender">Who the paper is from.</param>
    public TextOutline.FoundShape? Recipient(string sender) => honoured ?? Addressed(sender);

    /// <summary>Whether a text is a line of an address and no name.</summary>
    public static bool IsAddress(string text) => text.Length <= MaxName && IsTown(text);

    /// <summary>The first line that is a name and that an address or contacts stand below; whether contacts do, which only a sender gives.</summary>
    private (TextOutline.FoundShape Place, bool IsSure)? First()
    {
        var at = top.FindIndex(line => line.IsName);
        if (at is < 0 or > 1 || at == 1 && (top[0].IsLabelled || top[0].Place.Raw.Any(char.IsDigit)))
        {
            return null;
        }

        var below = top.Skip(at + 1).Take(Below).TakeWhile(line => !line.IsLabelled || line.IsContact).ToList();
        var sure = below.TakeWhile(line => line.Place.Block == top[at].Place.Block || line.IsContact).Any(line => line.IsContact);
        return sure || below.Take(2).Any(line => line.Place.Raw.Any(char.IsDigit)) ? (top[at].Place, sure) : null;
    }

    private TextOutline.FoundShape? Addressed(string? sender)
    {
        var first = First();
        for (var i = 0; i + 1 < top.Count; i++)
        {
            var name = top[i];
            var isOfSender = first is { IsSure: true } own && Same(own.Place.Raw, sender) && own.Place.Block == name.Place.Block;
            if (!name.IsName || name.IsContact || isOfSender || Same(name.Place.Raw, sender))
            {
                continue;
            }

            // A second line of the name may stand between: a department, "z. Hd. …".
            var street = top[i + 1].Place.Raw;
            if (Line.IsMatch(street) || i + 2 < top.Count && street.Any(char.IsDigit) && !IsTown(street) && !top[i + 1].IsLabelled && IsTown(top[i + 2].Place.Raw))
            {
                return name.Place;
            }
        }

        return null;
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
    private bool IsHost(string folded) => hosts.Any(host => host.Length >= LeastHost && (folded.StartsWith(host, StringComparison.Ordinal) || host.StartsWith(folded, StringComparison.Ordinal)));

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
        text.Length is > 2 and <= MaxName && char.IsUpper(text[0]) && !text.Any(char.IsDigit) && text.AsSpan().IndexOfAny(":@?!") < 0
        && text[^1] is not ('.' or ',' or ';') && text.AsSpan().Count(' ') < MaxWords - 2;

    /// <summary>The segments, cut at commas too, but before a legal form: <c>Blue Mesa Supply, Inc.</c>.</summary>
    private static List<(int Start, int Length)> Parts(string text, List<(int Start, int Length)> segments)
    {
        var parts = new List<(int, int)>();
        foreach (var (start, length) in segments)
        {
            var (at, end) = (start, start + length);
            for (var i = start; i <= end; i++)
            {
                if (i < end && (text[i] != ',' || Company.IsMatch(text.AsSpan(at, (i + 1 < end && text.IndexOf(',', i + 1, end - i - 1) is > 0 and var next ? next : end) - at))))
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
