using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>
/// Who a paper is from and to, where no label says so. The sender is a name with a legal form (GmbH, Ltd, S.r.l. …), or the very first line
/// above an address, by points: 2 for the first line, 1 for the top, 1 for the legal form, 3 for an address behind it in one line, 2 where it
/// stands twice; 3 are needed. The recipient is the line above a street and a line of postcode and town, where the sender is another.
/// </summary>
internal sealed class Letterhead(SourceText source)
{
    private const int TopLines = 12;
    private const int MaxNames = 32;
    private const int MaxName = 70;
    private const int MaxWords = 8;
    private const int Needed = 3;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Forms =
        @"GmbH( & Co\.? ?KGa?A?)?|gGmbH|mbH|AG|KGaA|KG|OHG|UG( \(haftungsbeschränkt\))?|e\. ?K\.|e\. ?U\.|e\. ?V\.|eG|"
        + @"Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|Corp\.?|Corporation|plc|PLC|Pty\.? Ltd\.?|Pte\.? Ltd\.?|Pvt\.? Ltd\.?|"
        + @"S\.?A\.?S\.?U?|S\.?A\.?R\.?L\.?|Sàrl|Sarl|EURL|SNC|S\.? ?A\.?|S\.? ?L\.?( ?U\.?)?|S\.? ?A\.? de C\.? ?V\.?|S\. de R\.L\. de C\.V\.|"
        + @"S\.? ?r\.? ?l\.?|SRL|S\.? ?p\.? ?A\.?|S\.n\.c\.|S\.a\.s\.|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Sp\. ?z ?o\. ?o\.|sp\. ?z ?o\. ?o\.|Sp\. ?[jk]\.|"
        + @"Lda\.?|Ltda\.?|S/A|AB|HB|AS|ASA|ApS|A/S|Oy|Oyj|s\. ?r\. ?o\.|a\. ?s\.|Kft\.?|d\. ?o\. ?o\.|SE";

    private static readonly Regex Company = new($@"^\p{{Lu}}[^:@/\d]*[\p{{L}}.&)\d],? ({Forms})$", Linear);
    private static readonly Regex Town = new(@"^([A-Z]{1,2}-)?(\d{4,5}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}) \p{Lu}[\p{L} .()/'’-]+$", Linear);

    private readonly List<Name> names = [];
    private readonly List<(TextOutline.FoundShape Place, bool Town)> left = [];
    private (TextOutline.FoundShape Place, bool Confirmed)? first;
    private TextOutline.FoundShape? recipient;
    private int lines;

    private readonly record struct Name(TextOutline.FoundShape Place, int Points);

    /// <param name="labelled">Whether the line holds labels or values of labels.</param>
    /// <param name="isTitle">Whether the line is what the paper calls itself.</param>
    public void Add(in TextLine line, bool labelled, bool isTitle)
    {
        var segments = Segments.Of(line, marks: true);
        if (segments.Count == 0 || isTitle)
        {
            return;
        }

        lines++;
        var parts = Parts(line.Text, segments);
        if (lines == 2 && first is { } name)
        {
            first = (name.Place, !labelled && line.Text.Any(char.IsDigit));
        }

        if (lines == 1 && !labelled && IsName(line.Text.Trim()))
        {
            first = (Place(line, segments[0].Start, segments[0].Length), false);
        }

        var isFooter = segments.Count > 1 && line.Text.AsSpan().ContainsAny('·', '•', '|');
        foreach (var (start, length) in labelled && !isFooter ? [] : parts)
        {
            if (length <= MaxName && names.Count < MaxNames && Company.IsMatch(line.Text.AsSpan(start, length)))
            {
                var address = parts.Count > 1 && line.Text.AsSpan(start + length).ContainsAnyInRange('0', '9');
                names.Add(new(Place(line, start, length), 1 + (lines == 1 ? 2 : 0) + (lines <= TopLines ? 1 : 0) + (address ? 3 : 0)));
            }
        }

        if (lines <= TopLines)
        {
            Address(line, segments[0].Start, segments[0].Length);
        }
    }

    /// <param name="other">Who the paper is to, as a label says; null where none does.</param>
    /// <param name="needsOther">Whether a first line without a legal form is only taken where the other side is known.</param>
    public TextOutline.FoundShape? Sender(string? other, bool needsOther)
    {
        var best = names.Where(name => !Same(name.Place.Raw, other))
            .GroupBy(name => FieldNames.Fold(name.Place.Raw), StringComparer.Ordinal)
            .Select(group => (group.First().Place, Points: group.Max(name => name.Points) + (group.Count() > 1 ? 2 : 0)))
            .OrderByDescending(name => name.Points).FirstOrDefault();
        return best.Points >= Needed ? best.Place
            : first is { Confirmed: true } line && (other is not null || !needsOther) && !Same(line.Place.Raw, other) ? line.Place
            : null;
    }

    /// <param name="sender">Who the paper is from.</param>
    public TextOutline.FoundShape? Recipient(string sender) => recipient is { } place && !Same(place.Raw, sender) ? place : null;

    private static bool Same(string name, string? other) => other is not null && FieldNames.Fold(name) == FieldNames.Fold(other);

    private static bool IsName(string text) =>
        text.Length is > 2 and <= MaxName && char.IsUpper(text[0]) && !text.Any(char.IsDigit) && text.AsSpan().IndexOfAny(":@?!") < 0
        && text[^1] is not ('.' or ',' or ';') && text.AsSpan().Count(' ') < MaxWords - 2;

    private void Address(in TextLine line, int start, int length)
    {
        var text = line.Text.Substring(start, length);
        var isTown = Town.IsMatch(text);
        if (isTown && recipient is null && left is [.., var name, var street] && street.Place.Raw.Any(char.IsDigit) && !street.Town && IsName(name.Place.Raw))
        {
            recipient = name.Place;
        }

        left.Add((Place(line, start, length), isTown));
    }

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
