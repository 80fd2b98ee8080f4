using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Schemas;
using static Strata.Rules.Text.LetterheadPatterns;

namespace Strata.Rules.Text;

/// <summary>
/// Finds sender and recipient of a paper without labels. The sender is a name with a legal form, by points: 2 for the first line, 1 for the
/// top, 1 for the legal form, 3 for an address in the same line, 2 for a repetition, 2 for an e-mail or web address of that name; at least
/// 3. Else it is the first line, above contacts, or above its address if the other side is known. The recipient is the line above a street
/// and a town, if the sender is another.
/// </summary>
internal sealed class Letterhead(InterpretedText source)
{
    private const int TopLines = 12;
    private const int AddressLines = 18;
    private const int MinTitle = 6;
    private const int MaxNames = 64;
    private const int MaxWords = 8;
    private const int Needed = 3;
    private const int Below = 4;
    private const int MinHost = 4;

    /// <summary>Blocks between a name and its second line: each row of a table is one.</summary>
    private const int BesideBlocks = 1;

    /// <summary>Longest legal form after a name.</summary>
    private const int MaxFormLength = 8;

    private readonly List<Name> _names = [];
    private readonly List<TopLine> _top = [];

    /// <summary>Second column beside the top lines.</summary>
    private readonly List<TopLine> _beside = [];
    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private FoundShape? _honoured;
    private bool _isHeaded;
    private int _lines;

    private readonly record struct Name(FoundShape Place, int Points);

    /// <param name="IsName">Whether it could be a name: no label and no title.</param>
    /// <param name="IsContact">
    /// Whether it holds what only a sender gives: a tax number, a telephone number, an address of mail or web.
    /// </param>
    private readonly record struct TopLine(FoundShape Place, bool IsName, bool IsLabelled, bool IsContact, bool IsHeading);

    /// <summary>Adds the senders of the mail: companies, or addresses of that name.</summary>
    public void AddSenders(IEnumerable<(FoundShape Name, string Address)> senders)
    {
        foreach (var (name, address) in senders)
        {
            if (_names.Count < MaxNames && name.Raw.Length <= MaxName)
            {
                AddHosts(address);
                _names.Add(new(WithoutRole(name), IsCompany(name.Raw) || Role.IsMatch(address) ? Needed : 1));
            }
        }
    }

    // "Hopline Receipts" with an address at hopline.example is Hopline.
    private FoundShape WithoutRole(FoundShape name)
    {
        if (
            name.Raw.LastIndexOf(' ') is var at && at <= 0
            || !RoleWord.IsMatch(name.Raw.AsSpan(at + 1))
            || !_hosts.Contains(FieldNames.Fold(name.Raw[..at]))
        )
        {
            return name;
        }
        var (raw, range) = source.Part(name.Raw, name.Range, 0, at);
        return name with { Raw = raw, Range = range };
    }

    /// <param name="labelled">Whether the line has labels or values of labels.</param>
    /// <param name="titles">Folded names of papers.</param>
    public void Add(in TextLine line, bool labelled, LabelMarks marks, IReadOnlySet<string> titles)
    {
        var segments = Segments.Of(line, marks: true);
        var text = line.Text;
        segments.RemoveAll(s => IsTitle(text.Substring(s.Start, s.Length), titles));
        if (segments.Count == 0 || IsTitle(text, titles))
        {
            return;
        }
        _lines++;
        _isHeaded |= _lines == 1 && labelled && line.Block.Type == BlockType.Heading;
        var isTop = _lines == 1 || _lines == 2 && _isHeaded;
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
            if (_names.Count < MaxNames && IsCompany(text.AsSpan(start, length)))
            {
                var address = parts.Count > 1 && text.AsSpan(start + length).ContainsAnyInRange('0', '9') && !labelled;
                _names.Add(new(Place(line, start, length), 1 + (isTop ? 2 : 0) + (_lines <= TopLines ? 1 : 0) + (address ? 3 : 0)));
            }
        }
        AddHosts(text);
        if (
            isTop
            && segments is [var (whole, width)]
            && TitledParts(text.Substring(whole, width), titles) is var (at, partLength)
            && _names.Count < MaxNames
        )
        {
            _names.Add(new(Place(line, whole + at, partLength), Needed));
        }
        if (_lines <= AddressLines)
        {
            var (start, length) = segments[0];
            var isLabel = labelled && (segments.Count == 1 || marks.StartsWithKnown(text, start, length));
            var isName = !isLabel && IsName(text.Substring(start, length));
            _top.Add(new(Place(line, start, length), isName, isLabel, Contact.IsMatch(text), line.Block.Type == BlockType.Heading));
            if (isName && _names.Count < MaxNames && !Titled.IsMatch(text.AsSpan(start, length)))
            {
                _names.Add(new(Place(line, start, length), isTop ? 1 : 0));
            }
            if (segments is [_, var (second, of), ..] && Amounts.Length(text.AsSpan(second, of)) == 0)
            {
                var labels = marks.StartsWithKnown(text, second, of);
                _beside.Add(
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
            || _lines < TopLines
                && text.Length <= MaxName
                && !text.Contains(' ', StringComparison.Ordinal)
                && titles.Any(title => title.Length >= MinTitle && folded.EndsWith(title, StringComparison.Ordinal))
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

    /// <param name="other">The recipient, by a label; null if none.</param>
    /// <param name="needsOther">Whether a first line without a legal form needs a known other side, or contacts.</param>
    public FoundShape? Sender(string? other, bool needsOther)
    {
        var first = First();
        var recipient = other ?? _honoured?.Raw ?? Addressed(first?.Place.Raw)?.Raw;
        var others = _names.Where(name => !Same(name.Place.Raw, other) && !Same(name.Place.Raw, _honoured?.Raw)).ToList();
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
            && _names.FirstOrDefault(name =>
                name.Place.Raw.Length > plain.Raw.Length
                && name.Place.Raw.StartsWith(plain.Raw, StringComparison.OrdinalIgnoreCase)
                && IsCompany(name.Place.Raw)
                && FieldNames.Fold(name.Place.Raw).Length - FieldNames.Fold(plain.Raw).Length <= MaxFormLength
            )
                is { Place.Raw.Length: > 0 } whole
            ? whole.Place
            : sender;
    }

    /// <summary>Returns the name above a street and a town, if it is not the sender's.</summary>
    /// <param name="sender">The sender.</param>
    public FoundShape? Recipient(string sender) => _honoured ?? Addressed(sender);

    /// <summary>
    /// Returns the first line that is a name above an address or contacts; and whether contacts follow, which only a sender gives.
    /// </summary>
    private (FoundShape Place, bool IsSure)? First()
    {
        var at = _top.FindIndex(line => line.IsName && !Titled.IsMatch(line.Place.Raw));
        if (at is < 0 or > 1 || at == 1 && (_top[0].IsLabelled || _top[0].Place.Raw.Any(char.IsDigit)))
        {
            return null;
        }
        var below = _top.Skip(at + 1).Take(Below).TakeWhile(line => !line.IsLabelled || line.IsContact).ToList();
        var own = _top[at].IsHeading && below.Count > 0 ? below[0].Place.Block : _top[at].Place.Block;
        var sure = below.TakeWhile(line => line.Place.Block == own || line.IsContact).Any(line => line.IsContact);
        return sure || below.Take(2).Any(line => line.Place.Raw.Any(char.IsDigit)) ? (_top[at].Place, sure) : null;
    }

    private FoundShape? Addressed(string? sender)
    {
        var first = First();
        return Addressed(_top, sender, first is { IsSure: true } own && Same(own.Place.Raw, sender) ? own.Place.Block : -1)
            ?? Addressed(_beside, sender, -1);
    }

    private FoundShape? Addressed(List<TopLine> lines, string? sender, int block)
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
            // A second line may follow the name: a department, or a person.
            var second = lines[i + 1].Place;
            var isSecond = Second.IsMatch(second.Raw) || Department.IsMatch(second.Raw);

            // A company's name may end with a full stop if a person at it is named.
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

    // In some countries the postal code has a line of its own.
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

    // Recognised by the honorific after the name.
    private void TakeHonoured(in TextLine line)
    {
        var match = _honoured is null && line.Text.Length <= MaxName ? Honour.Match(line.Text) : Match.Empty;
        if (match.Success)
        {
            _honoured = Place(line, match.Groups["name"].Index, match.Groups["name"].Length);
        }
    }

    // "info@bluemesa.example" speaks for "Blue Mesa Supply, Inc.".
    private bool IsHost(string name) =>
        Spoken(name)
            .Any(folded =>
                _hosts.Any(host =>
                    host.Length >= MinHost
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
            _ = _hosts.Count < MaxNames && _hosts.Add(FieldNames.Fold(text.Substring(match.Index, match.Length).Split('@', '.')[^2]));
        }
    }

    private static bool Same(string name, string? other) => other is not null && FieldNames.Fold(name) == FieldNames.Fold(other);

    private static bool IsName(string text) =>
        text.Length is > 2 and <= MaxName
        && (char.IsUpper(text[0]) || char.GetUnicodeCategory(text[0]) == UnicodeCategory.OtherLetter)
        && !text.Any(char.IsDigit)
        && text.AsSpan().IndexOfAny(":@?!") < 0
        && text[^1] is not ('.' or ',' or ';')
        && text.AsSpan().Count(' ') < MaxWords - 2;

    /// <summary>Splits the segments also at commas, except before a legal form: <c>Blue Mesa Supply, Inc.</c>.</summary>
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

    private FoundShape Place(in TextLine line, int start, int length)
    {
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        return new(raw, range, line.Block.Index);
    }
}
